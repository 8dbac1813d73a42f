"""Files: kept once by content, known by what they are and not by what they claim to be."""
