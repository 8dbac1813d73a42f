"""Forms of a diagnosis, by noun."""
