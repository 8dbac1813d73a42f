"""Pages of the slice, by noun."""
