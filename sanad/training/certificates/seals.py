"""The seal of certificates: the credential, signed by the key that the certificate names."""

from typing import Any

import jwt
from django.utils.translation import gettext as _

from sanad.foundation.history.seals import Seal, declare
from sanad.training.certificates.queries.keys import halves_of
from sanad.training.models import Certificate

_AT_ANY_TIME: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}


def credential(row: Certificate) -> str:
    """The credential is signed, and says who and until when as the certificate and its paper do."""
    try:
        header = jwt.get_unverified_header(row.credential)
        half = next(half for half in halves_of(row.key) if half["alg"] == header["alg"])
        said = jwt.decode(row.credential, jwt.PyJWK(half).key, [half["alg"]], options=_AT_ANY_TIME)
        name = said["credentialSubject"]["identifier"][0]["identityHash"]
    except (jwt.PyJWTError, StopIteration, KeyError, IndexError, TypeError):
        return _("its credential is not signed by its key")
    ends = said.get("validUntil", "")
    is_same = name == row.document.data["fields"][0][1] and bool(ends) == bool(row.valid_until)
    is_its_own = is_same and said["id"] == f"urn:uuid:{row.pk}"
    return "" if is_its_own else _("its credential says something else than its paper")


declare(Seal(Certificate, credential, ("key", "document")))
