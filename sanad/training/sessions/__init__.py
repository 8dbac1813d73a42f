"""Sessions, who registers for them, and what they are told."""
