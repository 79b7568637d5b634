"""Pages of what stands ready: supplies, equipment, emergency plans and drills, self-checks of centres."""
