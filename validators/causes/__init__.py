"""Causes: why a figure is wrong, where the data prove it."""
