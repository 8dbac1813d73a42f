"""The plan: what each side promises, agreed to, carried out, drawn as a line."""
