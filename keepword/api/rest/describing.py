"""What the descriptions of all nouns share. They make the OpenAPI document, and judge what comes in."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from keepword.api.documenting import Shape
from keepword.api.problems import wrong
from keepword.conversations.models.conversation import BINNED, PRIORITIES, STATUSES, VIEWS

LARGEST = 2**63 - 1
TEXT = 200_000  # characters of a message: a long book chapter

SOMETHING = r"[^\s\x00]"  # not only spaces
MEANT: Any = {"pattern": SOMETHING, "minLength": 1}  # said again for the schema, where a check of ours stands between
LANGUAGE = r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?$"


def _storable(text: str) -> str:
    """NUL cannot be stored in PostgreSQL, and nobody means it. Half a surrogate pair ("\\ud83d" in JSON) is no
    character at all."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("Half a character: a lone surrogate") from error
    return text.replace("\x00", "")


def _in_utc(moment: datetime) -> datetime:
    """The first and last day of the calendar may not exist in UTC."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("Out of the calendar") from error


def _as_written(text: Any) -> Any:
    """A parameter of an address is text, and pydantic would take "0.5" for seconds since 1970."""
    if isinstance(text, str) and not DATE.match(text):
        raise ValueError("Not a moment")
    return text


DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]")
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
MomentInAddress = Annotated[Moment, BeforeValidator(_as_written)]
Words = Annotated[str, AfterValidator(_storable)]
Id = Annotated[int, Field(ge=1, le=LARGEST)]
Language = Annotated[str, Field(max_length=20, pattern=LANGUAGE, description='BCP 47, "" while unknown.')]
Status = Annotated[str, Field(json_schema_extra={"enum": STATUSES}, pattern=f"^({'|'.join(STATUSES)})$")]
Listed = [*STATUSES, BINNED]
ListedStatus = Annotated[str, Field(json_schema_extra={"enum": Listed}, pattern=f"^({'|'.join(Listed)})$")]
Priority = Annotated[str, Field(json_schema_extra={"enum": list(PRIORITIES)}, pattern=f"^({'|'.join(PRIORITIES)})$")]
View = Annotated[str, Field(json_schema_extra={"enum": list(VIEWS)}, pattern=f"^({'|'.join(VIEWS)})$")]
SEEN = (
    "The id of the newest message that was read before this. When the customer has written since, or, for a reply, a "
    "colleague, nothing is done and the answer is 409 `not-seen`."
)
Seen = Annotated[int | None, Field(ge=0, le=LARGEST, description=SEEN)]
Limit = Annotated[int, Field(ge=1, le=100, description="At most so many items.")]
Cursor = Annotated[str, Field(max_length=200, description="`next` of the page before.")]


class Given(Shape):
    """What a program sends. A field that we do not know is an error: a typing mistake must not pass in silence."""

    model_config = ConfigDict(extra="forbid")


class Named(Shape):
    id: int
    name: str


class Place(Shape):
    pointer: str = Field(description="JSON Pointer into the body, or ?name for a parameter of the address.")
    detail: str


class ProblemShape(Shape):
    """What went wrong, as RFC 9457 describes it."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description='"about:blank" when the status says it all.', examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is nothing here, or nothing that you may see."])
    instance: str = Field(description="The path that was asked.", examples=["/api/v1/conversations/42"])
    errors: list[Place] = Field(default=[], description="Each place of the request that is wrong.")


def documented(status: int, shape: Any, *errors: int) -> dict[Any, Any]:
    """The answers of an operation: the good one, and the problems that can come instead of it."""
    return {status: shape, frozenset({401, 429, 500, 503, *errors}): ProblemShape}


def only_known(request: HttpRequest, parameters: type[BaseModel]) -> None:
    """A filter that we do not know, or that is given twice, must not pass in silence: the answer would be more or
    other than was asked for. Raises Problem."""
    for name, values in request.GET.lists():
        if name not in parameters.model_fields:
            raise wrong(f"?{name}", "There is no such parameter.")
        if len(values) > 1:
            raise wrong(f"?{name}", "Give it once.")
