"""The text of an activity: written, circulated, approved, corrected."""
