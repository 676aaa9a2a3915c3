"""The API is described in full when it is asked for that, and carries little of it before."""

from keepword.api.documenting import Shape
from keepword.api.openapi import described
from keepword.api.version_1 import ROUTERS, version_1


def _operations():
    for _, router in ROUTERS:
        for view in router.path_operations.values():
            yield from view.operations


def test_every_operation_says_how_it_may_answer():
    for operation in _operations():
        assert {401, 429, 500, 503} < set(operation.response_models), operation.view_func


def test_the_document_holds_an_answer_for_each_of_these():
    paths = described(version_1, prefix="api/v1/")["paths"].values()
    documented = {one["operationId"]: set(one["responses"]) for path in paths for one in path.values()}
    said = {one.view_func.__name__: set(one.response_models) for one in _operations()}
    assert documented == said


def test_examples_of_a_parameter_stand_in_its_schema():
    """OpenAPI wants names for them beside the schema; Ninja writes a list there."""
    paths = described(version_1, prefix="api/v1/")["paths"]
    [channel] = [one for one in paths["/api/v1/waits"]["get"]["parameters"] if one["name"] == "channel"]
    assert channel["schema"]["examples"] == ["email", "form"]
    everything = [one for path in paths.values() for operation in path.values() for one in operation["parameters"]]
    assert not [one["name"] for one in everything if "examples" in one]


def test_no_class_is_made_for_an_answer_until_the_document_is_asked_for():
    made = [shape for one in _operations() for shape in one.response_models.values() if isinstance(shape, type)]
    assert made
    assert {shape.__name__ for shape in made}.isdisjoint({"NinjaResponseSchema"})


def test_what_checks_is_built_when_something_is_checked():
    class Ticket(Shape):
        number: int

    assert not Ticket.__pydantic_complete__
    assert Ticket(number="3").number == 3
    assert Ticket.__pydantic_complete__
