"""Summary: the biểu rolled up, and the working file they stand in."""
