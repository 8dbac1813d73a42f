"""Reads over diagnoses: two side by side, and all of a year."""
