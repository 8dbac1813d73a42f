"""What the first visitor shows: a code that whoever started Sanad reads in the terminal, or in the state folder."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another
PARTS, LENGTH = 4, 5  # 20 signs: 98 bits


def first_code() -> str:
    """The code of this installation; made the first time, and kept so that only its owner reads it."""
    path = Path(settings.FIRST_VISIT)
    try:
        if kept := path.read_text().strip():
            return kept
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    code = "-".join("".join(secrets.choice(SIGNS) for _sign in range(LENGTH)) for _part in range(PARTS))
    written = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    written.touch(mode=0o600)
    written.write_text(code + "\n")
    try:
        os.link(written, path)  # whoever is first makes the code of both
    except FileExistsError:
        pass
    finally:
        written.unlink()
    return path.read_text().strip()


def is_first_code(typed: str) -> bool:
    """Whether somebody has read it."""
    return constant_time_compare(_plain(typed), _plain(first_code()))


def forget_first_code() -> None:
    """Once there is a space nobody needs it."""
    Path(settings.FIRST_VISIT).unlink(missing_ok=True)


def first_address() -> str:
    """The page of the first visitor, with the code."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('accounts:first_space')}?code={first_code()}"


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())
