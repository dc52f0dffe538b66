"""Copies: what goes back to the units."""
