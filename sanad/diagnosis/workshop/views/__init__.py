"""Pages of a diagnosis, by noun."""
