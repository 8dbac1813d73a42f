"""Which courses the plans of associations ask for, and which session answers them."""
