"""The catalogue and its lessons, tests, opinions, results."""
