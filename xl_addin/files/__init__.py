"""Files: written whole, logged discreetly."""
