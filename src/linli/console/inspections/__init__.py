"""Inspections at the console and on the phone: mine, planned, done on site, listed, covered, drawn, in campaigns."""
