"""The demo programme: a believable year of a small outreach team in an invented town, repeatable from its seed."""
