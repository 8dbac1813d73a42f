"""Pictures as people send them, made here: no photograph of anybody lies in the tree."""

import io

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

pillow_heif.register_heif_opener()

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 190), (250, 250, 250)


def corners(size=(80, 60)):
    """Red above left, green above right, blue below left, white below right: which way up it is can be told."""
    picture = Image.new("RGB", size)
    half = (size[0] // 2, size[1] // 2)
    for colour, place in ((RED, (0, 0)), (GREEN, (half[0], 0)), (BLUE, (0, half[1])), (WHITE, half)):
        picture.paste(colour, (*place, place[0] + size[0] - half[0], place[1] + size[1] - half[1]))
    return picture


def written(form="PNG", picture=None, **how):
    """The bytes of a picture in a form."""
    out = io.BytesIO()
    (picture or corners()).save(out, form, **how)
    return out.getvalue()


def seen(content):
    """The picture that the bytes are."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def photograph(name="وصل.jpg", form="JPEG", **how):
    """A picture as it is sent."""
    return SimpleUploadedFile(name, written(form, **how))


PNG = written()
