"""One use of an instrument: begun, answered on sheets, agreed on in the workshop, closed."""
