"""Pages of drafting, by noun."""
