"""Face: staff at a desk."""
