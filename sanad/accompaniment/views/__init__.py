"""Pages of the file, by noun."""
