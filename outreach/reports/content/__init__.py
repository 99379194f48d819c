"""What a report says: the true figures, the menu of tables, the draft, the edition as data, its sections in words."""
