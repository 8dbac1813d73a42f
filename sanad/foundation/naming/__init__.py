"""What rows have in common: a key, a space, a name that is found in any spelling or script."""
