"""Joint meetings at the console: planned, prepared, read in ten minutes on a phone, decided at one press."""
