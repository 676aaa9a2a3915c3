"""Faces fetch for people only through `.visible_to(agent)`, so that no page forgets to ask what a stranger sees."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.sources import Complaint, assert_kept, breaches, of_faces

GUARDED_ROOM = "keepword.conversations"
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}


def test_faces_fetch_only_what_the_agent_may_see():
    names = {model.__name__ for model in apps.get_models() if _is_guarded(model)}
    assert "Conversation" in names
    assert_kept(lambda text: unguarded_queries(text, guarded=names), of_faces())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Conversation.objects.visible_to(agent).get(pk=1)", []),
        ("Conversation.objects.get(pk=1)", [1]),
        ("models.Conversation.objects.filter(pk=1)", [1]),
        ("get_object_or_404(Conversation, pk=1)", [1]),
        ("get_object_or_404(Conversation.objects.visible_to(agent), pk=1)", []),
        ("Brand.objects.get(pk=1)", []),
        ("x = Conversation.objects", [1]),
        ("Conversation.objects.get(pk=1)  # house: the signed link is the permission", []),
    ],
)
def test_the_rule_sees_every_way_to_fetch(text: str, lines: list[int]):
    found = breaches(lambda source: unguarded_queries(source, guarded={"Conversation"}), text=text)
    assert [line for line, _ in found] == lines


def unguarded_queries(text: str, *, guarded: set[str]) -> Iterator[Complaint]:
    tree = ast.parse(text)
    asked = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    for node in ast.walk(tree):
        model = _fetched(node)
        if model in guarded and id(node) not in asked:
            yield node.lineno, f"{model} fetched without visible_to"


def _fetched(node: ast.AST) -> str:
    """The model that `Model.objects` or `get_object_or_404(Model, …)` fetches from; empty for anything else."""
    if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
        return _name(node.value)
    if isinstance(node, ast.Call) and _name(node.func) in SHORTCUTS and node.args:
        return _name(node.args[0])
    return ""


def _is_guarded(model: type[Model]) -> bool:
    return model.__module__.startswith(GUARDED_ROOM) or hasattr(model._default_manager.all(), "visible_to")


def _name(node: ast.expr) -> str:
    """The last part of a dotted name; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
