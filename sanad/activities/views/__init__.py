"""Pages of activities, by tab."""
