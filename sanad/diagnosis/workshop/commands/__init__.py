"""Every write of a diagnosis, by noun."""
