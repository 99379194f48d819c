"""What a funder asked for: templates of reports, funding sources, and the periods they go by."""
