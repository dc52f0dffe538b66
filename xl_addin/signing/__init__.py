"""Trình ký: the working file as the clerk left it, made into the file that is printed and signed."""
