"""Sanad (سند): a support organisation accompanies associations; each association runs itself."""

__version__ = "0.1.0"
