"""What a report says: the true figures, the menu of tables, the draft, the edition as data, and its sections in words."""
