"""Who was there, and the door."""
