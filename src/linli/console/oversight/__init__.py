"""Oversight rounds at the console: planned, noticed, written down on site, handed over, answered, counted."""
