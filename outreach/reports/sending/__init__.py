"""What leaves the house: pushes to DHIS2 servers, and notices by e-mail without content."""
