"""Kinds of columns: what stands in a cell of each, and all that follows from it."""
