"""The report for the public, made of approved facts."""
