"""What falls due, expires or must be renewed: told on the page at any time, and by e-mail once.

On the page nothing is stored: `sources.due_for` asks what the slices declare. By e-mail each stage of each thing is
told once to each person (`models.SentReminder`), in one digest a day (`tasks`).
"""
