"""Face: residents, no account needed."""
