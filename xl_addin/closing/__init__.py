"""Chốt số liệu: what the biểu said on a day, kept under a name, and what has changed since."""
