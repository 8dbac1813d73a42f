"""Instruments of a space: taken from those that come with Sanad, or brought in as a file."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanad.diagnosis.instruments.queries.blueprint import Blueprint, blueprint_of, read_blueprint
from sanad.diagnosis.instruments.queries.shipped import shipped_content, shipped_instruments
from sanad.diagnosis.instruments.queries.xlsform_in import from_xlsform, place_in_sheet
from sanad.diagnosis.models import Instrument
from sanad.diagnosis.policies import can_keep_instruments
from sanad.foundation.command import command
from sanad.foundation.content.files import LARGEST_JSON, from_json
from sanad.foundation.content.parts import Flaw
from sanad.foundation.history.chain import digest_of
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor

ZIP = b"PK"


@command(can_keep_instruments, says=_("took an instrument into the space"))
def adopt_instrument(actor: Actor, *, instrument: str) -> Instrument:
    """Take an instrument that comes with Sanad into the space. Refused when it is already there."""
    if instrument not in shipped_instruments():
        raise Refused(_("This choice does not exist."), "instrument")
    return write_instrument(actor.space_id, shipped_content(instrument), "instrument")


@command(can_keep_instruments, says=_("brought an instrument in"))
def import_instrument(actor: Actor, *, upload: UploadedFile) -> Instrument:
    """Bring in a whole instrument, JSON or XLSForm. Refused with place and reason; nothing is half taken."""
    if (upload.size or 0) > LARGEST_JSON:
        raise Refused(_("This file is too large: 2 MB at most."), "upload")
    return write_instrument(actor.space_id, _content(upload.read()), "upload")


def _content(file: bytes) -> dict[str, Any]:
    places: dict[str, str] = {}
    try:
        if file.startswith(ZIP):
            content, places = from_xlsform(file)
        else:
            content = from_json(file)
        read_blueprint(content)
    except Flaw as flaw:
        place = place_in_sheet(flaw.place, places)
        raise Refused(str(Flaw(flaw.reason, place)), "upload") from flaw
    return content


def write_instrument(space_id: UUID, content: dict[str, Any], field: str) -> Instrument:
    """Store a content that was read. Refused when this version is there, or its scale means something else there."""
    blueprint, sha256 = read_blueprint(content), digest_of(content)
    kept = list(Instrument.objects.filter(space_id=space_id, key=blueprint.key))
    if same := next((row for row in kept if row.version == blueprint.version), None):
        if same.sha256 == sha256:
            raise Refused(_("This instrument is already in your space."), field)
        raise Refused(_("This version is already here with another content. Give the file a higher version."), field)
    _refuse_other_scale(blueprint, kept, field)
    return Instrument.objects.create(
        space_id=space_id,
        key=blueprint.key,
        version=blueprint.version,
        subject=blueprint.subject,
        scale=blueprint.scale,
        title_ar=blueprint.title.ar,
        title_fr=blueprint.title.fr,
        title_en=blueprint.title.en,
        content=content,
        sha256=sha256,
    )


def _refuse_other_scale(blueprint: Blueprint, kept: list[Instrument], field: str) -> None:
    """One name of a scale means one set of levels in all versions, or their scores could not be compared (D4)."""
    for row in kept:
        if row.scale == blueprint.scale and blueprint_of(row).levels != blueprint.levels:
            raise Refused(
                _("scale: version %(version)s has other levels under this name. Give the scale a new name.")
                % {"version": row.version},
                field,
            )


def instrument_named(space_id: UUID, reference: str) -> Instrument:
    """The instrument `key@version` of the space; one that comes with Sanad is taken in. Refused for any other."""
    key, _sign, version = reference.partition("@")
    if version.isascii() and version.isdigit():
        row = Instrument.objects.filter(space_id=space_id, key=key, version=version[:4]).first()
        if row is not None:
            return row
        if key in shipped_instruments() and str(shipped_instruments()[key].version) == version:
            return write_instrument(space_id, shipped_content(key), "instrument")
    raise Refused(_("This choice does not exist."), "instrument")
