"""Line drawings, 24 by 24. Those that point are mirrored by the style sheet in right-to-left pages."""

from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "home": "M3 11 12 4l9 7v9h-6v-6H9v6H3z",
    "hands": "M4 13l4-4 4 3 4-3 4 4-6 6a3 3 0 0 1-4 0zM12 12V8",
    "people": "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm8 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20c0-4 3-6 6-6s6 2 6 6m0-5c4-2 8 1 8 5",
    "book": "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zm0 13a3 3 0 0 1 3-3h11",
    "paper": "M6 3h9l4 4v14H6zm8 0v5h5M9 12h7m-7 4h7",
    "calendar": "M4 6h16v14H4zm0 4h16M8 3v4m8-4v4",
    "person": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 10c0-5 4-7 8-7s8 2 8 7",
    "map": "M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11zm0-8a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
    "key": "M14 10a4 4 0 1 0-4 4l1-1 2 2v2h2v2h2v3h4v-4l-7-7z",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3 3",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm5-2 5 5",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "next": "M9 5l7 7-7 7",
    "plus": "M12 5v14M5 12h14",
    "check": "M5 13l4 4L19 7",
    "alert": "M12 4 2 20h20zM12 10v4m0 3h.01",
    "download": "M12 4v11m-5-5 5 5 5-5M4 20h16",
}

ICONS: dict[str, SafeString] = {name: mark_safe(f'<path d="{path}"/>') for name, path in _PATHS.items()}  # noqa: S308  our own constants
