"""A meeting on one page: who was there, what was said, what was decided, what is to be done."""
