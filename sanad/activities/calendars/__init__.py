"""The month of a space, and the addresses from which calendar programs read."""
