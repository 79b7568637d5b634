"""Patrol, visit and roster plans: arrays in, a plan and its proven bound out."""
