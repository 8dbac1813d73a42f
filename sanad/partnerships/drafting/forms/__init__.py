"""Forms of drafting, by noun."""
