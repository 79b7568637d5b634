"""The petition duty desk: the list by clock, the register, and the chain of opinion and reviews on a matter's page."""
