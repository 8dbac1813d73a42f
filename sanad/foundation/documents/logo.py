"""The logo of a letterhead as the typesetter takes it: a drawing that holds the picture."""

import io
from base64 import b64encode
from uuid import UUID

from PIL import Image

from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.small import MEDIA_TYPE, small

SIDE = 480  # pixels: two centimetres at 600 dots an inch


def logo_svg(name: str) -> str:
    """The drawing of the logo that lies under that name (`files.store.name_of`); "" when it is not as it was kept."""
    if not name:
        return ""
    space, _folder, sha256 = name.split("/")
    picture = small(StoredFile(space_id=UUID(space), sha256=sha256, media_type=MEDIA_TYPE), SIDE)
    if picture is None:
        return ""
    with Image.open(io.BytesIO(picture)) as drawn:
        width, height = drawn.size
    held = b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:{MEDIA_TYPE};base64,{held}"/></svg>'
    )
