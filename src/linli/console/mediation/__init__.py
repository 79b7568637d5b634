"""Mediation: registering a dispute, sittings and rooms, the agreement's editor, and the tablet on the table."""
