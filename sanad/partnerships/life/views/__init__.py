"""Pages after signature, by noun."""
