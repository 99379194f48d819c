"""From HTML to paper: charts, the map, the tagged PDF and what travels inside it."""
