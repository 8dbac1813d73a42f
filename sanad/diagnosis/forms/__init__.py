"""Input shapes of the slice, by noun."""
