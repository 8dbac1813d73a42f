"""Reads of agreements that all parts share."""
