"""Spaces and the people who work in them.

A *space* is an organisation's own room. A *membership* gives a person one role in one space; a role is a set of
capabilities (`roles.py`). An *actor* is a person at work in one space: it is what every policy and command is given.
"""
