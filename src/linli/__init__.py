"""Linli (邻里): the working platform of a district's community-governance centre."""

__version__ = "0.1.0"
