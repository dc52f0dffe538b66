"""The front door: what the clerk presses, and what happens then."""
