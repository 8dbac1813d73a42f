"""What moved or is called off, and who has been told of it."""
