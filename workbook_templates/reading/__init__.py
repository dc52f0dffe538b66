"""Reading: bytes in, typed tables out."""
