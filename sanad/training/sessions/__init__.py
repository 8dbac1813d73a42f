"""Sessions: planned, announced, confirmed, finished, called off; their half-days, who teaches, what they cost."""
