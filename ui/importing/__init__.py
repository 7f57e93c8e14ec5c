"""Bringing in a file: what its columns mean, what would become of its rows, and the last word."""
