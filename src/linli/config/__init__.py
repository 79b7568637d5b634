"""Where the house is put together: environment, settings, addresses, adapters and the entry point."""
