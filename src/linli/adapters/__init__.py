"""The outside world, one folder per kind; each adapter stands alone."""
