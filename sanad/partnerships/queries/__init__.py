"""Reads of agreements, by noun."""
