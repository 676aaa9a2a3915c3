"""Errors in words for programs: every error under /api/ is a problem as RFC 9457 describes it."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.utils import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import AuthenticationError, HttpError, ValidationError

from keepword.api.answering import as_json
from keepword.kit.pages import BadCursor

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"
KIND = "urn:problem-type:keepword:"
WITH_FILES = ("/replies", "/notes")  # the addresses that take multipart/form-data besides JSON

INVALID = "The request says something that cannot be; `errors` says where."
WORDS = {
    400: "The request cannot be read.",
    401: "Give a valid token: Authorization: Bearer kw_…",
    403: "Your token may not do this.",
    404: "There is nothing here, or nothing that you may see.",
    405: "This address does not know this method. Allow names those that it knows.",
    413: "The body is too large.",
    415: "Send a body as application/json.",
    429: "Too many requests. Retry-After says in how many seconds to come again.",
    500: "Something went wrong here. It is in our log; nothing was changed.",
}


class Problem(Exception):
    """An error that a program can act on. `name` is its type, "" for one that the status says it all; `errors` are
    (JSON pointer, sentence) for each place of the request that is wrong."""

    def __init__(
        self,
        status: int,
        *,
        detail: str = "",
        name: str = "",
        errors: Sequence[tuple[str, str]] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.name, self.errors = status, detail, name, errors
        self.headers = headers or {}


def wrong(pointer: str, sentence: str) -> Problem:
    """One place of the request that cannot be."""
    return Problem(422, name="validation", detail=INVALID, errors=[(pointer, sentence)])


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    headers = dict(problem.headers)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="Keepword"'
    content = written(problem, path=request.path)
    return HttpResponse(content, status=problem.status, content_type=MEDIA_TYPE, headers=headers)


def written(problem: Problem, *, path: str) -> bytes:
    """The body of the answer, as JSON."""
    content: dict[str, Any] = {
        "type": f"{KIND}{problem.name}" if problem.name else "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail or WORDS.get(problem.status, ""),
        "instance": path,
    }
    if problem.errors:
        content["errors"] = [{"pointer": pointer, "detail": detail} for pointer, detail in problem.errors]
    return as_json(content)


def of(exception: Exception) -> Problem:
    """What an exception says to the program that caused it. One of `WORDS_OF`."""
    kind = next(kind for kind in type(exception).__mro__ if kind in WORDS_OF)
    return WORDS_OF[kind](exception)


def _places(errors: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pydantic's errors as pointers: /text for a place in the body, ?limit for one in the address."""
    return [(_pointer(error["loc"]), error["msg"]) for error in errors]


def _pointer(place: Sequence[str | int]) -> str:
    source, *path = place
    if source != "body":
        return f"?{path[-1]}" if path else ""
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in path[1:]]
    return "".join(f"/{step}" for step in steps)


AWAY = "The database is away, or its disk is full. Nothing of this request was saved: send it again later."

WORDS_OF: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda problem: problem,
    ValidationError: lambda error: Problem(422, name="validation", detail=INVALID, errors=_places(error.errors)),
    AuthenticationError: lambda error: Problem(401),
    HttpError: lambda error: Problem(error.status_code),
    Http404: lambda error: Problem(404),
    BadCursor: lambda error: Problem(400, name="bad-cursor", detail="The cursor is not one of ours."),
    RequestDataTooBig: lambda error: Problem(413),
    OperationalError: lambda error: Problem(503, detail=AWAY, headers={"Retry-After": "30"}),
}


class ProblemMiddleware:
    """The last word on every answer under /api/: what Django itself refused becomes a problem too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if _is_of_another_type(request):
            return answer(request, Problem(415))
        return self._asked_for_its_head(request) if request.method == "HEAD" else self._asked(request)

    def _asked_for_its_head(self, request: HttpRequest) -> HttpResponse:
        """As GET is answered, without the body; where there is no GET, refused as that is."""
        request.method = "GET"
        response = self._asked(request)
        request.method = "HEAD"
        if not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
        return response

    def _asked(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.pop("Content-Language", None)  # we answer in English, around words in any language
        if response.status_code < 400 or response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        kept = {name: response.headers[name] for name in ("Allow", "Retry-After") if name in response.headers}
        if "Allow" in kept:
            kept["Allow"] = _in_order(kept["Allow"])
        return answer(request, Problem(response.status_code, headers=kept))


def _in_order(allowed: str) -> str:
    """Ninja names methods in any order, and does not know that HEAD goes wherever GET does."""
    methods = set(allowed.split(", "))
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))


def _is_of_another_type(request: HttpRequest) -> bool:
    if request.method not in ("POST", "PUT", "PATCH") or not _has_body(request):
        return False
    with_files = request.path_info.endswith(WITH_FILES) and request.content_type == "multipart/form-data"
    return request.content_type != "application/json" and not with_files


def _has_body(request: HttpRequest) -> bool:
    return request.META.get("CONTENT_LENGTH") not in (None, "", "0")


@csrf_exempt
def unknown_address(request: HttpRequest) -> HttpResponse:
    """The end of the list of addresses under /api/."""
    return answer(request, Problem(404))
