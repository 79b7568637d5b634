"""Disputes 调解: what is open, what came of it, the bodies that mediate and the roster of mediators."""
