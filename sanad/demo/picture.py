"""A small picture of the case, drawn here: where the douar lies, between its hills, the road and the spring."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (800, 600)
SKY, FAR, NEAR, FIELD, ROAD, WALL, ROOF, LEAF, WATER = (
    "#dcebf2",
    "#9fb3a3",
    "#6f8f76",
    "#c9b87c",
    "#f1e7d0",
    "#f7f1e3",
    "#b5583a",
    "#3f6b4f",
    "#4d8fb3",
)
HOUSES = ((150, 330), (250, 300), (330, 350), (470, 320), (560, 360))
TREES = ((90, 470), (190, 500), (290, 460), (620, 480), (700, 440), (740, 520))


def sketch() -> SimpleUploadedFile:
    """The picture as somebody would send it."""
    drawn = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(drawn)
    pen.polygon([(0, 300), (160, 120), (330, 260), (520, 90), (800, 280), (800, 600), (0, 600)], fill=FAR)
    pen.polygon([(0, 360), (220, 240), (430, 330), (640, 230), (800, 340), (800, 600), (0, 600)], fill=NEAR)
    pen.polygon([(0, 420), (800, 390), (800, 600), (0, 600)], fill=FIELD)
    pen.line([(330, 600), (400, 500), (360, 430), (420, 380)], fill=ROAD, width=26, joint="curve")
    pen.line([(800, 560), (640, 540), (520, 580), (470, 600)], fill=WATER, width=12, joint="curve")
    for x, y in HOUSES:
        pen.rectangle([x, y, x + 70, y + 60], fill=WALL, outline=ROOF, width=3)
        pen.polygon([(x - 8, y), (x + 35, y - 34), (x + 78, y)], fill=ROOF)
        pen.rectangle([x + 27, y + 26, x + 45, y + 60], fill=ROOF)
    for x, y in TREES:
        pen.line([(x, y), (x, y + 36)], fill=ROOF, width=6)
        pen.ellipse([x - 24, y - 34, x + 24, y + 10], fill=LEAF)
    content = BytesIO()
    drawn.save(content, "PNG", optimize=True)
    return SimpleUploadedFile("douar.png", content.getvalue(), "image/png")
