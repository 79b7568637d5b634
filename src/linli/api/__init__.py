"""Face: machines. REST for those with a key, Open311 for everybody who speaks it."""
