"""One append-only, hash-chained log per space: the audit trail and the timeline that people read."""
