"""What stands and stood, who is expected, and what is new for each of them."""
