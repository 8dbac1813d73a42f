"""Reads of the slice: the dossier, the plan, and what instruments measure."""
