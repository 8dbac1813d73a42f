"""Every write of the plan, by noun."""
