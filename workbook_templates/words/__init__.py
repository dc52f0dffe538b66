"""Words: spelling levelled, old fonts decoded, units known by their names."""
