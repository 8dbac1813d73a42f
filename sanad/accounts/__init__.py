"""The doors: signing in, invitations, members of a space, one's own account, the language of the pages."""
