"""Loading cases from another system by pages: send, map, look, start, watch."""
