"""Template tags of the shared language."""
