"""Reads of signing, by noun."""
