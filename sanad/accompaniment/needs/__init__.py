"""The needs, the ways proposed to overcome them, and what became of them."""
