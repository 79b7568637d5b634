"""Rules and values: no framework, no I/O; time and chance are arguments."""
