"""Every address of Sanad, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

OWN = "sanad."


@dataclass(frozen=True)
class Address:
    """One pattern: its name, how it is written in the `urls.py`, what stands between its angle brackets, whose it is."""

    name: str
    route: str
    parts: tuple[str, ...]
    slice: str
    needs_an_account: bool

    def path(self, **parts: Any) -> str:
        """The address with its parts filled in."""
        path = self.route
        for part in self.parts:
            kind = next(each for each in ("uuid", "slug", "str", "path", "int") if f"<{each}:{part}>" in path)
            path = path.replace(f"<{kind}:{part}>", str(parts[part]))
        return f"/{path}"


def _walk(resolver: URLResolver, namespace: str, route: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, entry.namespace or namespace, here)
        elif isinstance(entry, URLPattern) and (namespace or entry.callback.__module__.startswith(OWN)):
            yield Address(
                f"{namespace}:{entry.name or here}",
                here,
                tuple(entry.pattern.converters),
                namespace or entry.callback.__module__.split(".")[1],
                getattr(entry.callback, "login_required", True),
            )


@cache
def addresses() -> tuple[Address, ...]:
    """All of them, by name."""
    return tuple(sorted(_walk(get_resolver(), "", ""), key=lambda address: (address.name, address.route)))


def about_something() -> list[Address]:
    """Those that name something: a row, a course, a secret."""
    return [address for address in addresses() if address.parts]


def plain() -> list[Address]:
    """Those that are written in one way only."""
    return [address for address in addresses() if not address.parts]
