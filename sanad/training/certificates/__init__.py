"""Certificates, and the file of a session."""
