"""From an agreed text to the last signature: what is missing, what the law says, the frozen text, its paper, who signed when."""
