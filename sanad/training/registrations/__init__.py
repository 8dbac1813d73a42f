"""Registrations: asked for, seated, waiting, confirmed, given back; one's own page, and what people are told."""
