"""The engagements: opened, moved from stage to stage, closed; the dossier, and what leads on to it."""
