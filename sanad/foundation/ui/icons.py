"""Line drawings, 24 by 24. Those that point are mirrored by the style sheet in right-to-left pages."""

from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "home": "M3 11 12 4l9 7v9h-6v-6H9v6H3z",
    "hands": "M3 15h3l3-2h4a1.5 1.5 0 0 1 0 3h-3m3 0 5-3a1.6 1.6 0 0 1 1.8 2.6L13 20H3m9-9.5L9.6 8a2 2 0 0 1 2.4-3.2A2 2 0 0 1 14.4 8z",
    "people": "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm8 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20c0-4 3-6 6-6s6 2 6 6m0-5c4-2 8 1 8 5",
    "book": "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zm0 13a3 3 0 0 1 3-3h11",
    "paper": "M6 3h9l4 4v14H6zm8 0v5h5M9 12h7m-7 4h7",
    "calendar": "M4 6h16v14H4zm0 4h16M8 3v4m8-4v4",
    "person": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 10c0-5 4-7 8-7s8 2 8 7",
    "map": "M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11zm0-8a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
    "scales": "M12 4v16M7 20h10M5 8h14M5 8l-3 6h6zM19 8l-3 6h6z",
    "key": "M15.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zm-3.9-1.6L3 21m3-3 2.5 2.5",
    "radar": "M12 2 21 9l-3.5 11h-11L3 9zM12 7l4.5 3.6L15 16H9.2L7.6 10z",
    "lamp": "M9 18h6m-5 3h4M9 18c0-3-3-4-3-8.5a6 6 0 0 1 12 0c0 4.5-3 5.5-3 8.5M12 6v4",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3 3",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm5-2 5 5",
    "bell": "M5 17h14l-2-3v-4a5 5 0 0 0-10 0v4zm5 3a2 2 0 0 0 4 0",
    "more": "M6 12a1 1 0 1 0-2 0 1 1 0 0 0 2 0zm7 0a1 1 0 1 0-2 0 1 1 0 0 0 2 0zm7 0a1 1 0 1 0-2 0 1 1 0 0 0 2 0z",
    "next": "M9 5l7 7-7 7",
    "plus": "M12 5v14M5 12h14",
    "check": "M5 13l4 4L19 7",
    "alert": "M12 4 2 20h20zM12 10v4m0 3h.01",
    "back": "M15 5l-7 7 7 7",
    "close": "M6 6l12 12M18 6 6 18",
    "edit": "M4 20l1-4L16 5l3 3L8 19zm10-13 3 3",
    "upload": "M12 15V4m-5 5 5-5 5 5M4 20h16",
    "pact": "M6 3h12v18H6zm3 4h6m-6 4h6m-6 5c2-3 3 2 6-1",
    "print": "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
    "copy": "M9 9h11v12H9zM5 15H4V3h11v2",
    "phone": "M5 3h4l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z",
    "mail": "M3 6h18v13H3zm0 1 9 7 9-7",
    "flag": "M5 21V4h12l-2 4 2 4H5",
    "list": "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
    "help": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1 1-1.1 1.8m0 3h.01",
    "download": "M12 4v11m-5-5 5 5 5-5M4 20h16",
}

ICONS: dict[str, SafeString] = {name: mark_safe(f'<path d="{path}"/>') for name, path in _PATHS.items()}  # noqa: S308  our own constants
