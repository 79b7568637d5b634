"""Rounds: my week, a round on a phone, totals by community, places that nobody passed, days not asked for."""
