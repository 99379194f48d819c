"""What those outside see: the funder's portal, the page that verifies a file, and the sheet for the wall."""
