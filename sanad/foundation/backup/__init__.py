"""One archive of everything an installation keeps, and the way back from it.

`taken` writes it while people write, `restored` puts it back. What cannot be done raises `Unfit` with a sentence.
"""


class Unfit(Exception):
    """Why a backup could not be taken, or an archive not be put back; nothing has changed then."""
