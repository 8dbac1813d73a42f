"""Pages of an engagement, by noun."""
