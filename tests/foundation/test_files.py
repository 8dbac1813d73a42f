"""Files that people send: judged by what they are, named after it; pictures upright, bounded, without their place."""

import io
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from sanad.foundation import ui
from sanad.foundation.files import drawing, pictures
from sanad.foundation.files.store import ACCEPT, Judged, judged, keep_upload, named_after, open_file
from sanad.foundation.policy import Refused
from tests.pictures import BLUE, GREEN, RED, WHITE, corners, photograph, seen, written

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
SECRETS = (
    b"Casa",
    b"SECRETPLACE",
    b"PhoneMaker",
    b"GPS",
    b"Exif",
    b"exif",
    b"EXIF",
    b"eXIf",
    b"tEXt",
    b"iTXt",
    b"zTXt",
    b"http://ns.adobe.com",
    b"XMP ",
    b"ICC",
    b"JFXX",
)
SOON = {"enc_params": {"preset": "ultrafast"}}  # how HEIF is written where it only matters that it is large
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="33,SECRETPLACE"/></x:xmpmeta>'


def told(orientation=1):
    """What a telephone writes beside a picture: how it was held, who made it, where and by whom."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x010E], exif[0x9286] = orientation, "PhoneMaker", "SECRETPLACE", "SECRETPLACE"
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 53.0, 0.5), 3: "W", 4: (5.0, 33.0, 0.5), 29: "2026:11:26"})
    exif.get_ifd(0x8769).update({0x927C: b"SECRETPLACE" * 3})
    return exif.tobytes()


def sent(content, name="x.jpg"):
    return judged(SimpleUploadedFile(name, content))


def drawn(content):
    """What would be kept of a picture, drawn without a process: that it is the same is asked below."""
    out = io.BytesIO()
    drawing.drawn_anew(io.BytesIO(content), out)
    return seen(out.getvalue())


def is_upright(picture):
    width, height = picture.size
    places = [(width // 4, height // 4), (3 * width // 4, height // 4), (width // 4, 3 * height // 4)]
    at = [picture.convert("RGB").getpixel(place) for place in [*places, (3 * width // 4, 3 * height // 4)]]
    return all(
        abs(ours - theirs) < 25
        for got, meant in zip(at, (RED, GREEN, BLUE, WHITE), strict=True)
        for ours, theirs in zip(got, meant, strict=True)
    )


@pytest.mark.parametrize(
    ("form", "name", "kept"),
    [
        ("JPEG", "صورة.jfif", "صورة.jpg"),
        ("JPEG", "IMG_1.jpe", "IMG_1.jpg"),
        ("JPEG", "IMG_1.JPG", "IMG_1.jpg"),
        ("JPEG", "IMG_1.jpeg", "IMG_1.jpeg"),
        ("JPEG", "image", "image.jpg"),
        ("JPEG", "وصل رقم 12.5", "وصل رقم 12.5.jpg"),
        ("JPEG", "scan.pdf", "scan.jpg"),
        ("JPEG", "run.exe", "run.exe.jpg"),
        ("PNG", "photo.jpg", "photo.png"),
        ("PNG", "photo.jpeg", "photo.png"),
        ("WEBP", "sticker.png", "sticker.webp"),
        ("HEIF", "IMG_0001.HEIC", "IMG_0001.jpg"),
        ("HEIF", "IMG_0001.jpg", "IMG_0001.jpg"),
        ("HEIF", "IMG_0001.heif", "IMG_0001.jpg"),
        ("AVIF", "photo.avif", "photo.jpg"),
        ("MPO", "three.d.jpg", "three.d.jpg"),
    ],
)
def test_a_picture_is_known_by_what_it_is(world, form, name, kept):
    stored = keep_upload(world.sg.space_id, photograph(name, form))
    assert stored.name == kept
    with open_file(stored) as file:
        picture = seen(file.read())
    assert Image.MIME[picture.format] == stored.media_type
    assert is_upright(picture)


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a", "a.PDF"])
def test_a_paper_is_kept_as_it_came(world, name):
    for content in (PDF, b"\xef\xbb\xbf" + PDF, b"\r\n" + PDF):
        stored = keep_upload(world.sg.space_id, SimpleUploadedFile(name, content))
        assert (stored.name, stored.media_type) == ("a.pdf", "application/pdf")
        with open_file(stored) as file:
            assert file.read() == content


@pytest.mark.parametrize(
    "content",
    [
        b"MZ",
        b"GIF89a" + bytes(40),
        b"<html>%PDF-",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"\x00\x00\x00\x14ftypqt  ",
        b"BM" + bytes(60),
        b"PK\x03\x04",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_another_kind_of_file_is_refused_by_its_content(content):
    for name in ("x.jpg", "x.pdf"):
        with pytest.raises(Refused, match="HEIC"):
            sent(content, name)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_a_picture_is_stored_the_right_way_up(form):
    for orientation, undo in {1: None, **drawing._UPRIGHT}.items():
        held = corners()
        if undo is not None:  # what the sensor sees when the telephone is held so
            back = {
                Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
                Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
            }
            held = held.transpose(back.get(undo, undo))
        kept = drawn(written(form, held, exif=told(orientation)))
        assert is_upright(kept), orientation
        assert kept.size == (80, 60)
        assert kept.getexif().get(0x0112, 1) == 1


def with_everything(form):
    how = {"exif": told(6), "icc_profile": b"ICCSECRETPLACE" * 20}
    if form == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Location", "SECRETPLACE")
        words.add_text("Zipped", "SECRETPLACE" * 50, zip=True)
        words.add_itxt("XML:com.adobe.xmp", XMP.decode())
        how["pnginfo"] = words
    else:
        how["xmp"] = XMP
    if form in {"JPEG", "MPO"}:
        how["comment"] = b"SECRETPLACE"
    return how


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "MPO"])
def test_nothing_beside_the_pixels_is_kept(form):
    content = written(form, **with_everything(form))
    assert b"SECRETPLACE" in content  # else this test says nothing
    kept = sent(content).read()
    assert not [secret for secret in SECRETS if secret in kept]
    assert not seen(kept).getexif()


def test_what_hangs_behind_a_picture_is_not_kept():
    """A telephone hangs a film, or others a whole second file, behind the picture."""
    for form in ("JPEG", "PNG"):
        assert b"<script>" not in sent(written(form) + b"<script>alert(1)</script>").read()


def test_a_large_picture_becomes_light_and_stays_readable():
    assert seen(sent(written("JPEG", corners((4800, 3600)))).read()).size == (2400, 1800)
    assert seen(sent(written("JPEG", corners((3600, 4800)))).read()).size == (1800, 2400)
    assert seen(sent(written("JPEG", corners((3264, 2448)))).read()).size == (3264, 2448)
    long = Image.new("L", (1080, 9000))  # a picture of a screen
    assert seen(sent(written("PNG", long)).read()).size == long.size
    assert seen(sent(written("JPEG", corners((3000, 1000)))).read()).size == (3000, 1000)


def test_the_picture_of_the_largest_telephone_is_taken():
    kept = seen(sent(written("JPEG", Image.new("L", (12000, 9000), 200), quality=20)).read())
    assert kept.size == (3000, 2250)
    kept = seen(sent(written("JPEG", Image.new("RGB", (12000, 9000), RED), quality=20)).read())
    assert kept.size == (3000, 2250)


@pytest.mark.parametrize(
    ("form", "size", "how"),
    [
        ("PNG", (16000, 8000), {}),
        ("JPEG", (16000, 12000), {}),
        ("JPEG", (4800, 4600), {"progressive": True}),
        ("WEBP", (16000, 480), {"method": 0}),
        ("WEBP", (16000, 480), {"lossless": True, "method": 0}),
        ("AVIF", (4000, 3200), {"speed": 10}),
        ("HEIF", (4400, 3200), SOON),
    ],
)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(form, size, how, monkeypatch):
    mode = {"PNG": "1", "JPEG": "RGB" if how else "L"}.get(form, "RGB" if "lossless" in how else "L")
    if how.get("progressive"):
        how["subsampling"] = 0
    content = written(form, Image.new(mode, size), **how)
    with pytest.raises(Refused) as refusal:
        sent(content)
    assert refusal.value.message == pictures.TOO_MANY
    monkeypatch.setattr(Image.Image, "convert", lambda *_args: pytest.fail("decoded"))
    with pytest.raises(drawing.TooMany):
        drawing.drawn_anew(io.BytesIO(content), io.BytesIO())


@pytest.mark.parametrize("side", [30000, 60000])
def test_a_head_that_claims_too_much_is_refused(side):
    with pytest.raises(Refused) as refusal:
        sent(claims((side, side)))
    assert refusal.value.message == pictures.TOO_MANY


@pytest.mark.parametrize(
    ("form", "size", "kept", "how"),
    [
        ("HEIF", (4032, 3024), (2016, 1512), SOON),
        ("AVIF", (4032, 3024), (2016, 1512), {"speed": 10}),
        ("WEBP", (3060, 2290), (3060, 2290), {"method": 0}),
        ("JPEG", (4032, 3024), (2016, 1512), {"progressive": True}),
        ("PNG", (6400, 4600), (3200, 2300), {"compress_level": 1}),
    ],
)
def test_what_a_telephone_writes_is_taken(form, size, kept, how):
    assert seen(sent(written(form, corners(size), **how)).read()).size == kept


def test_a_process_that_is_ended_is_a_damaged_picture(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_SECONDS", 0)
    with pytest.raises(Refused) as refusal:
        sent(written("JPEG"))
    assert refusal.value.message != pictures.TOO_MANY
    assert pictures._drawn_by_a_process(os.open(os.devnull, os.O_RDONLY), 1) == ""


def test_a_file_that_lies_on_the_disk_is_drawn_in_its_place():
    with tempfile.TemporaryFile() as file:
        file.write(written("PNG") + bytes(1_000_000))
        assert pictures.redrawn(file, "upload") == "image/png"
        assert file.tell() == 0
        assert is_upright(seen(file.read()))
        assert file.seek(0, os.SEEK_END) < 1_000_000


def test_a_decoder_is_given_no_more_memory_than_it_needs():
    wild = "import drawing; drawing._stay_small(); bytearray(drawing.MOST_MEMORY)"
    folder = Path(drawing.__file__).parent
    done = subprocess.run([sys.executable, "-c", wild], cwd=folder, capture_output=True, check=False)
    assert b"MemoryError" in done.stderr or sys.platform == "darwin"


def test_what_draws_knows_nothing_of_the_rest():
    asked = "import sys; sys.argv[1:] = []; import drawing; print([n for n in sys.modules if n in ('django', 'sanad')])"
    folder = Path(drawing.__file__).parent
    done = subprocess.run([sys.executable, "-c", asked], cwd=folder, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_a_picture_is_drawn_the_same_without_a_process(form):
    content, out = written(form, exif=told(6), picture=corners().transpose(Image.Transpose.ROTATE_90)), io.BytesIO()
    assert drawing.drawn_anew(io.BytesIO(content), out) == sent(content).content_type
    assert out.getvalue() == sent(content).read()
    assert is_upright(seen(out.getvalue()))
    assert drawing.is_light(out)


def test_a_picture_is_light_when_a_telephone_can_hold_it():
    assert not drawing.is_light(io.BytesIO(written("PNG", Image.new("1", (4000, 3000)))))
    assert not drawing.is_light(io.BytesIO(b"%PDF-"))


def test_of_a_large_drawing_in_black_and_white_a_smaller_one_is_kept():
    assert seen(sent(written("PNG", Image.new("1", (4000, 3000)))).read()).size == (2000, 1500)


def test_a_picture_is_turned_strip_by_strip(monkeypatch):
    monkeypatch.setattr(drawing, "STRIP", 7)
    held = corners((80, 60))
    for turn in drawing._UPRIGHT.values():
        for mode in ("RGB", "L", "RGBA"):
            wanted = held.convert(mode).transpose(turn)
            assert drawing._turned(held.convert(mode), turn).tobytes() == wanted.tobytes()


def claims(size):
    """A small PNG whose head says that it is a large one."""
    content = bytearray(written("PNG", Image.new("1", (8, 8))))
    content[16:24] = size[0].to_bytes(4) + size[1].to_bytes(4)
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4)
    return bytes(content)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_a_damaged_picture_is_refused_with_a_sentence(form):
    whole = written(form, Image.effect_noise((200, 150), 80).convert("RGB"))
    for content in (whole[: len(whole) // 2], whole[:30], whole[:20] + bytes(400)):
        with pytest.raises(Refused) as refusal:
            sent(content)
        assert refusal.value.field == "upload"
        assert refusal.value.message != pictures.TOO_MANY


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_what_a_device_wrote_wrongly_is_no_fault_of_the_picture():
    for exif in (
        b"Exif\x00\x00junk",
        b"Exif\x00\x00II*\x00\xff\xff\xff\xff",
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x02",
    ):
        assert is_upright(seen(sent(written("JPEG", exif=exif)).read()))


def test_pictures_of_every_colour_space_are_taken():
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        source = corners().convert("I").convert("I;16") if mode == "I;16" else corners().convert(mode)
        kept = drawn(written("PNG", source))
        assert kept.size == (80, 60)
        assert (kept.mode == "RGBA") == (mode in {"LA", "RGBA"})
    assert is_upright(drawn(written("JPEG", corners().convert("CMYK"))))
    assert drawn(written("JPEG", corners().convert("L"))).mode == "L"
    see_through = corners().convert("P")
    assert drawn(written("PNG", see_through, transparency=0)).mode == "RGBA"
    empty = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert drawn(written("HEIF", empty)).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["WEBP", "PNG", "AVIF", "MPO"])
def test_of_a_picture_that_moves_the_first_moment_is_kept(form):
    moving = written(form, save_all=True, append_images=[Image.new("RGB", (80, 60), GREEN)])
    kept = seen(sent(moving).read())
    assert getattr(kept, "n_frames", 1) == 1
    assert is_upright(kept)


def test_the_same_picture_sent_twice_is_the_same_file(world):
    first, second = (keep_upload(world.sg.space_id, photograph(exif=told(6))) for _time in range(2))
    assert first.sha256 == second.sha256


def test_what_was_judged_is_not_drawn_again():
    ready = sent(written("JPEG"))
    assert judged(ready) is ready


def test_a_command_that_is_tried_again_keeps_the_same_file(world):
    ready = sent(written("JPEG"))
    first, second = (keep_upload(world.sg.space_id, ready) for _time in range(2))
    assert (first.sha256, first.size) == (second.sha256, second.size)
    assert first.size


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("", "file.jpg"),
        (".jpg", "file.jpg"),
        ("a\x00b\u202egpj.exe", "abgpj.exe.jpg"),
        ("\ud800x.heic", "x.jpg"),
        ("م" * 300 + ".heic", "م" * 196 + ".jpg"),
        ("photo.jpg.jpg", "photo.jpg.jpg"),
    ],
)
def test_a_name_is_one_that_can_be_stored_and_read(name, kept):
    assert named_after("image/jpeg", name) == kept


class Box(forms.Form):
    upload = ui.UploadField()


def test_the_box_judges_and_says_what_is_wrong():
    assert f'accept="{ACCEPT}"' in str(Box())
    good = Box({}, {"upload": photograph("x.heic", "HEIF")})
    assert good.is_valid()
    assert isinstance(good.cleaned_data["upload"], Judged)
    for content in (b"MZ", written("JPEG")[:60]):
        bad = Box({}, {"upload": SimpleUploadedFile("x.jpg", content)})
        assert not bad.is_valid()
        assert len(bad.errors["upload"]) == 1
