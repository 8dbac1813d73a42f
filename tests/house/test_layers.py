"""A slice knows what lies below it, also where the import contracts cannot look: foreign keys and links."""

import ast
import re

import pytest
from django.apps import apps

from tests.house.ground import SANAD, contracts, files, may_know, name, none, ranks, slice_of, standing, templates

# Where a link may lead from anywhere: the doors of the house (accounts), its hall (workspace), and what anybody may open (public).
OPEN_TO_ALL = {"accounts", "workspace", "public"}
ADDRESS = re.compile(r"^([a-z_]+):[a-z_]+$")


def knows(slice_: str, namespace: str) -> bool:
    return namespace in OPEN_TO_ALL or may_know(slice_, namespace)


def is_slice(namespace: str) -> bool:
    return namespace in ranks() or namespace in OPEN_TO_ALL


def test_no_row_points_upward():
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("sanad.")]
    assert {model.__module__.split(".")[1] for model in ours} >= standing()
    broken, seen = [], 0
    for model in ours:
        slice_ = model.__module__.split(".")[1]
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if field.remote_field is None or isinstance(field.remote_field.model, str):
                continue
            other = field.remote_field.model.__module__
            if other.startswith("sanad."):
                seen += 1
                if not may_know(slice_, other.split(".")[1]):
                    broken.append(f"{model._meta.label}.{field.name} → {field.remote_field.model._meta.label}")
    assert seen > 20
    none(broken, "A foreign key leads to the own or a lower slice:")


def test_no_template_links_upward():
    broken, seen = [], 0
    for path in templates():
        # Every quoted `ns:name` inside a tag: {% url … %}, and tags of ours that take an address.
        for tag in re.findall(r"{%.*?%}|{{.*?}}", path.read_text(), re.DOTALL):
            for namespace in re.findall(r"""["']([a-z_]+):[a-z_]+["']""", tag):
                if is_slice(namespace):
                    seen += 1
                    if not knows(slice_of(path), namespace):
                        broken.append(f"{name(path)}: {tag}")
    assert seen > 20
    none(broken, "A template links to its own slice, lower slices, accounts, workspace and public:")


def test_no_view_or_listing_links_upward():
    broken, seen = [], 0
    for path in files("*/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            match = ADDRESS.match(node.value)
            if match and is_slice(match[1]):
                seen += 1
                if not knows(slice_of(path), match[1]):
                    broken.append(f"{name(path)}:{node.lineno} {node.value}")
    assert seen > 20
    none(broken, "Code names addresses of its own slice, lower slices, accounts, workspace and public:")


def test_every_slice_stands_in_the_contracts():
    slices = {path.parent.name for path in files("*/apps.py")}
    assert slices <= set(ranks())
    rooms = contracts()["rooms"]
    assert rooms["exhaustive"] is True
    watched = {container.removeprefix("sanad.") for container in rooms["containers"]}
    assert slices - {"foundation", "demo", "bench"} <= watched


def test_no_signal_is_ours():
    imports = re.compile(r"^\s*(from|import) django\.(dispatch|db\.models\.signals|core\.signals)", re.MULTILINE)
    none([name(path) for path in files("**/*.py") if imports.search(path.read_text())], "No signals: call downward.")


@pytest.mark.parametrize(
    ("slice_", "other", "may"),
    [
        ("activities", "directory", True),
        ("directory", "activities", False),
        ("workspace", "public", False),
        ("workspace", "workspace", True),
        ("foundation", "territory", False),
    ],
)
def test_the_order_is_read_right(slice_, other, may):
    assert may_know(slice_, other) is may
    assert SANAD.is_dir()
