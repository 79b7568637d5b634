"""The engine: declarations, and the pure functions that decide, tick and fold by them."""
