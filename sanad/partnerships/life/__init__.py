"""What happens to a signed agreement: amendments, suspensions, its end, its successor, its committee, its story."""
