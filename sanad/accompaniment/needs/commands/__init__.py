"""Every write of needs, by noun."""
