"""Accountability: how people's data are used here, for whoever answers for it."""
