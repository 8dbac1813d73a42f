"""Pages of what was found and what follows, by noun."""
