"""Paper: how printed sheets look, and the blanks."""
