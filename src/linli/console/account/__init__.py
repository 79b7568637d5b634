"""My account: proofs of who one is, sessions, and the pages that set a first password or come from elsewhere."""
