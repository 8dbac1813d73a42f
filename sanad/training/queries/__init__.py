"""Reads of training that its parts share."""
