"""A form learnt from an example: what its header, its rows and the returns say, with no declaration."""
