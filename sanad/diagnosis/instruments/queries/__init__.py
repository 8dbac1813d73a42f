"""Reads of instruments: what they ask, as files and workbooks."""
