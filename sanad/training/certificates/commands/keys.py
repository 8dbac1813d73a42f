"""Making the keys by which a space signs its certificates."""

import os
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.courses.commands.courses import alone
from sanad.foundation.command import command
from sanad.foundation.ids import new_id
from sanad.foundation.spaces.actor import Actor
from sanad.training.certificates.policies import can_change_key
from sanad.training.certificates.queries.keys import Private, password_of, path_of, private_of, public_of
from sanad.training.models import SigningKey

RSA_BITS, RSA_EXPONENT = 2048, 65537


def live_key(space_id: UUID) -> SigningKey:
    """The key that signs now, made when there is none; inside the caller's transaction."""
    known = _live(space_id)
    if known is not None and known.public_rsa:
        return known
    alone(space_id)
    known = _live(space_id)
    if known is None:
        return _made(space_id)
    return known if known.public_rsa else _completed(known)


def _live(space_id: UUID) -> SigningKey | None:
    return SigningKey.objects.filter(space_id=space_id, retired_at=None).first()


def _made(space_id: UUID) -> SigningKey:
    key_id, paper, badge = new_id(), ec.generate_private_key(ec.SECP256R1()), _rsa()
    path = path_of(key_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path, _sealed(key_id, paper) + _sealed(key_id, badge))
    return SigningKey.objects.create(pk=key_id, space_id=space_id, public=public_of(paper), public_rsa=public_of(badge))


def _completed(key: SigningKey) -> SigningKey:
    """The key with the pair that it was made without. Refused when its file cannot be read."""
    badge, path = _rsa(), path_of(key.pk)
    beside = path.with_suffix(".new")
    _write(beside, _sealed(key.pk, private_of(key)) + _sealed(key.pk, badge))
    beside.replace(path)
    key.public_rsa = public_of(badge)
    key.save(update_fields=["public_rsa"])
    return key


def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(RSA_EXPONENT, RSA_BITS)


def _sealed(key_id: UUID, private: Private) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password_of(key_id)),
    )


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


@command(can_change_key, says=_("made a new key for certificates"), is_final=True)
def rotate_key(actor: Actor) -> SigningKey:
    """Sign with a new key from now on. What the old one signed stays valid: its public half stays."""
    alone(actor.space_id)
    SigningKey.objects.filter(space=actor.space, retired_at=None).update(retired_at=timezone.now())
    return _made(actor.space_id)
