"""Commitments of signed agreements: delivered part by part, answered by the other side, waived."""
