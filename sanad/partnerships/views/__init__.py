"""Pages of agreements, by noun."""
