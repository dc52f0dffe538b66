"""Thư: what comes in by mail, into the folder of returns; what goes out, as drafts. Nothing is sent."""
