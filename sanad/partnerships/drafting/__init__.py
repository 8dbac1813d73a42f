"""The text while it is written: what frames it, who is at the table, articles, remarks, commitments, the budget."""
