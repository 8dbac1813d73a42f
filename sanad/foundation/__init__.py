"""What every slice stands on: spaces and people, policy, commands, history, files, papers, Arabic text, the screen kit.

Nothing here knows a slice. Read `docs/house.md` for the words.
"""
