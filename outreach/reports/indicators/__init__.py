"""Indicators as data: packs, what they come to, targets, and size estimates."""
