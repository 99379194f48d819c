"""An edition as files for other programs: CSV, JSON, XLSX and a DHIS2 payload."""
