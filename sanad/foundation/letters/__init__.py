"""One plain letter: written, handed over to the mail server exactly once, ended by its reader, or told by phone instead."""
