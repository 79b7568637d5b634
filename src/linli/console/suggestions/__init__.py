"""The room of deputies' suggestions: the year's list, one of them, the answer, the tables, a list taken in."""
