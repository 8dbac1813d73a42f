"""All papers of an activity on one tab: drafts, and what was numbered."""
