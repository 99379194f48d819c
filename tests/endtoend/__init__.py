"""The whole line with real browsers and a real server process."""
