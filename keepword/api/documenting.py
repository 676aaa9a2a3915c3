"""What stands in the document of the API and is not needed to answer: kept as light as it can be.

A program that only asks must not pay for descriptions of all that could be answered: built at once, they were 20 MB.
"""

from collections.abc import Callable
from typing import Any

import ninja
from ninja.params.models import BodyModel, PathModel, QueryModel
from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """The base of what is described. What would check it is built when something is checked, for most never."""

    model_config = ConfigDict(defer_build=True)


class Router(ninja.Router):
    """The operations of a noun. Their answers are ready when they return, so that Ninja, which would make a class of
    its own for each status of each operation to check them, is not told what they are; the document is."""

    def __init__(self, **options: Any) -> None:
        """What checks the parameters of an operation is built when it is first called; Pydantic lets other threads
        wait meanwhile. Ninja derives a class from each of these for an operation, and has no setting for it."""
        super().__init__(**options)
        for kind in (BodyModel, PathModel, QueryModel):
            kind.model_config["defer_build"] = True

    def add_api_operation(  # type: ignore[override]
        self, path: str, methods: list[str], view_func: Callable[..., Any], *, response: Any, **options: Any
    ) -> None:
        """`response`: as `rest.describing.documented` gives it. An operation is named as its function is: wherever
        that lies, programs that were made from the document go on."""
        super().add_api_operation(path, methods, view_func, **options | {"operation_id": view_func.__name__})
        operation = self.path_operations[path].operations[-1]
        operation.response_models = dict(_each_status(response))


def _each_status(answers: dict[Any, Any]) -> list[tuple[int, Any]]:
    """In the order in which they stand there, with the groups of statuses taken apart."""
    return [
        (status, shape)
        for statuses, shape in answers.items()
        for status in (statuses if isinstance(statuses, frozenset) else [statuses])
    ]
