"""Making the keys by which a space signs its certificates."""

import os
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.ids import new_id
from sanad.foundation.spaces.actor import Actor
from sanad.training.commands.courses import alone
from sanad.training.models import SigningKey
from sanad.training.policies import can_change_key
from sanad.training.queries.keys import password_of, path_of, public_of


def live_key(space_id: UUID) -> SigningKey:
    """The key that signs now, made when there is none; inside the caller's transaction."""
    known = SigningKey.objects.filter(space_id=space_id, retired_at=None).first()
    if known is not None:
        return known
    alone(space_id)
    return SigningKey.objects.filter(space_id=space_id, retired_at=None).first() or _made(space_id)


def _made(space_id: UUID) -> SigningKey:
    key_id, private = new_id(), ec.generate_private_key(ec.SECP256R1())
    sealed = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password_of(key_id)),
    )
    path = path_of(key_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())
    return SigningKey.objects.create(pk=key_id, space_id=space_id, public=public_of(private))


@command(can_change_key, says=_("made a new key for certificates"))
def rotate_key(actor: Actor) -> SigningKey:
    """Sign with a new key from now on. What the old one signed stays valid: its public half stays."""
    alone(actor.space_id)
    SigningKey.objects.filter(space=actor.space, retired_at=None).update(retired_at=timezone.now())
    return _made(actor.space_id)
