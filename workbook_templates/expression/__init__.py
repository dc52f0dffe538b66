"""Expressions over the fields of a row: said once, read twice, over a frame and as an Excel formula."""
