"""Foreign keys go down the floors too, and a lower noun cannot reach up through one."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

from tests.architecture.sources import floors


def test_foreign_keys_point_down_or_stay_in_their_room():
    upward = [
        f"{_where(model, field)} points up to {target.__name__}"
        for model, field, target in _keys_across_rooms()
        if floors()[_room(target)] >= floors()[_room(model)]
    ]
    assert upward == []


def test_a_key_that_leaves_its_room_has_no_way_back_up():
    reachable = [
        f'{_where(model, field)} needs related_name="+"'
        for model, field, _target in _keys_across_rooms()
        if not field.remote_field.related_name or not field.remote_field.related_name.endswith("+")
    ]
    assert reachable == []


def test_there_are_keys_across_rooms_to_judge():
    assert ("conversations", "people") in {(_room(model), _room(target)) for model, _, target in _keys_across_rooms()}


def _keys_across_rooms() -> Iterator[tuple[type[Model], Field, type[Model]]]:
    """Foreign keys, one-to-ones and many-to-manys between models of two rooms of ours."""
    for model in apps.get_models(include_auto_created=True):
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model
            if target and _is_ours(model) and _is_ours(target) and _room(model) != _room(target):
                yield model, field, target


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("keepword.")


def _room(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def _where(model: type[Model], field: Field) -> str:
    return f"{model.__module__}.{model.__name__}.{field.name}"
