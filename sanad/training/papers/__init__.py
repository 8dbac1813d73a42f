"""The papers of sessions: convening letters and the programme."""
