"""One file per indicator: key, unit, direction, source and one expression over facts; found by itself."""
