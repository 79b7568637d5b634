"""The ledger of hazards: entering one, the list with its open ones, sweeps of like places, before and after."""
