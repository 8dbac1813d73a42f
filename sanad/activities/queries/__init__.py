"""What all parts of activities read: its place in a series, its facts, the words of its facts, its half-days."""
