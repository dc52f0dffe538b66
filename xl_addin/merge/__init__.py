"""What the clerk changed by hand in the working file, carried over into the next one."""
