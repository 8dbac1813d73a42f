"""What stands in a month and in a feed, and how a calendar program reads it."""
