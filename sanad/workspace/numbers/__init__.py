"""The numbers of home: how each is reckoned, and the rows that it counts, of which it is the sum."""
