"""Evidence: what shows that something is so, filed and withdrawn."""
