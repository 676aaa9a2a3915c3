"""The description of the API, for machines: /api/v1/openapi.json."""

from copy import copy
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from keepword.api.answering import as_json
from keepword.api.problems import MEDIA_TYPE
from keepword.api.repeating import HEADER, LONGEST

SECTIONS = {
    "Conversations": "What customers write about: one matter each.",
    "Messages": "What was said: by the customer, by us, and among agents.",
    "Contacts": "Those who write to us.",
    "Inboxes": "Where their words arrive.",
    "Channels": "The catalogue of the ways to reach each brand, as its customers are told.",
    "Macros": "Words and acts that are wanted again and again.",
    "Agents": "Those who answer.",
}
# What goes through `repeating.once`.
REPEATABLE = {
    "create_agent",
    "create_aside",
    "create_blocked_sender",
    "create_hand_over",
    "create_known_tag",
    "create_aside_message",
    "create_bulk",
    "create_call",
    "create_call_anywhere",
    "create_company",
    "create_contact",
    "create_conversation",
    "create_gift",
    "create_note",
    "create_opportunity",
    "create_part",
    "create_policy",
    "create_promise",
    "create_renewal",
    "create_reply",
    "create_role",
    "create_scheduled_reply",
    "create_task",
    "create_task_anywhere",
    "create_view",
}
KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[ -~]+$"},
    "description": "Any name that you give to this create, such as a UUID. Sent again within a day, it answers with "
    "what was made the first time.",
}


def view_of(api: NinjaAPI, *, prefix: str) -> Any:
    """The view of the document, which is written once and then kept."""

    @cache
    def document() -> bytes:
        return as_json(described(api, prefix=prefix))

    @csrf_exempt  # so that whoever sends a form is told that there is none
    @require_safe
    def show(request: HttpRequest) -> HttpResponse:
        return HttpResponse(document(), content_type="application/json")

    return show


def described(api: NinjaAPI, *, prefix: str) -> dict[str, Any]:
    """Ninja's document, with what it cannot know: problems have a media type of their own, creates may carry a key."""
    document: dict[str, Any] = _Document(api, prefix)
    document["servers"] = [{"url": "/"}]
    document["tags"] = [{"name": name, "description": words} for name, words in SECTIONS.items()]
    for operations in document["paths"].values():
        for operation in operations.values():
            _complete(operation)
    return document


class _Document(OpenAPISchema):
    """Ninja's, with answers that Ninja does not know (`documenting.Router`): what describes one is made here, once for
    each shape, and forgotten with the document."""

    def __init__(self, api: NinjaAPI, prefix: str) -> None:
        self._made: dict[Any, Any] = {}
        super().__init__(api, prefix)

    def responses(self, operation: Operation) -> dict[int, Any]:
        described = copy(operation)
        described.response_models = {
            status: shape and self._model(operation, shape) for status, shape in operation.response_models.items()
        }
        return super().responses(described)

    def _model(self, operation: Operation, shape: Any) -> Any:
        if shape not in self._made:
            self._made[shape] = operation._create_response_model(shape)
        return self._made[shape]


def _complete(operation: dict[str, Any]) -> None:
    if operation["operationId"] in REPEATABLE:
        operation["parameters"].append(KEY)
    for parameter in operation["parameters"]:
        parameter.pop("examples", None)  # a list belongs into its schema, where it stands as well
    for status, response in operation["responses"].items():
        if int(status) >= 400 and "content" in response:
            response["content"] = {MEDIA_TYPE: response["content"].pop("application/json")}
