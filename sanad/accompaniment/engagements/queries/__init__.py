"""Reads of engagements."""
