"""Every write after signature, by noun."""
