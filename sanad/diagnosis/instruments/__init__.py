"""What a diagnosis asks, as versioned data: those that come with Sanad, out and in as files, on paper."""
