"""The only Django models app: rows, journal, selectors, migrations."""
