"""Planning an activity, its life, and its programme."""
