"""The case: the two meetings of the press report, as demo data. Every person but the one it names is invented."""
