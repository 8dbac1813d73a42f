"""Every write of drafting, by noun."""
