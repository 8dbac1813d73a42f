"""Reads of a diagnosis: what is asked, what was said, what is agreed."""
