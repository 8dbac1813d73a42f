"""Who can teach which field, and by which mandate."""
