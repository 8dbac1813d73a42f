"""What was decided, and what is to be done."""
