"""The register of places at the console: found by filters that are addresses, kept, checked, adopted, merged."""
