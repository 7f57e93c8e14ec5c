"""Many activities at once: a table of cells, what changes by it, and one write for all."""
