"""One verb per function: load, decide, save with its entry and outbox, in one transaction."""
