"""Reads of commitments: what they come to, and rows for pages."""
