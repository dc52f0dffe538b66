"""One rule, one file: its words for the clerk, its code, a good and a bad example."""
