"""Reads that all parts share: what both sides do together, and what instruments measure."""
