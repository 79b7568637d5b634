"""The invented district: data, cast and scenario player."""
