"""The sections of a report. Each reads an edition in one language (spoken.py) and makes parts of a page (parts.py)."""
