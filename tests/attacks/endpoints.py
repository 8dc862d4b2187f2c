"""接口一览 · what scripts ask for and get as JSON, as a part of a page or as a stream: the table from which docs/openapi.json is made.

python -m tests.attacks.endpoints > docs/openapi.json
"""

import json
from dataclasses import dataclass
from typing import Any

JSON, PART, STREAM = "application/json", "text/html", "text/event-stream"
REFUSED = {401: "not signed in", 403: "not for this post", 404: "no such thing, or not yours", 422: "refused, in words"}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address: what is sent (`files` as multipart), what comes back, for whom."""

    method: str
    path: str
    summary: str
    answers: dict[int, str]
    given: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    kind: str = PART
    signed: bool = True

    @property
    def inside(self) -> list[str]:
        """What stands between braces in the address."""
        return [piece.partition("}")[0] for piece in self.path.split("{")[1:]]


def _open(method: str, path: str, summary: str, ok: dict[int, str], *given: str, **more: Any) -> Endpoint:
    return Endpoint(method, path, summary, ok, given, signed=False, **more)


def _staff(method: str, path: str, summary: str, ok: dict[int, str], *given: str, **more: Any) -> Endpoint:
    return Endpoint(method, path, summary, ok | REFUSED, given, **more)


FORM = (
    "text",
    "area",
    "place",
    "latitude",
    "longitude",
    "urgent",
    "kind",
    "name",
    "phone",
    "confidential",
    "anonymous",
)
AGAIN = {302: "done", 409: "moved since", 422: "refused, in words", 425: "the same is under way", 429: "too often"}
ENDPOINTS: tuple[Endpoint, ...] = (
    _open("get", "/submit/outline.json", "outline of the villages", {200: "GeoJSON", 404: "none known"}, kind=JSON),
    _open(
        "post",
        "/submit/photo/",
        "one photo ahead of its form",
        {201: "key, size, url", 413: "too large", 422: "no photo", 429: "too often"},
        files=("photo",),
        kind=JSON,
    ),
    _open("post", "/submit/similar/", "open cases that may be the same", {200: "cards"}, *FORM),
    _open(
        "post",
        "/submit/",
        "a request; sent twice it is one",
        AGAIN | {413: "too large"},
        *FORM,
        "same_as",
        "photo",
        "idempotency_key",
        files=("photos",),
    ),
    _open("post", "/mine/", "the cases whose links a browser remembers", {200: "cards"}, "code"),
    _open("post", "/track/", "number and last four of the phone", AGAIN, "number", "tail"),
    _open(
        "post",
        "/track/{code}/add/",
        "more words and photos",
        AGAIN | {404: "no such link"},
        "words",
        "photo",
        "idempotency_key",
        files=("photos",),
    ),
    _open(
        "post",
        "/track/{code}/withdraw/",
        "taking it back",
        AGAIN | {404: "no such link"},
        "sure",
        "reason",
        "idempotency_key",
    ),
    _open(
        "post",
        "/track/{code}/rate/",
        "four answers",
        AGAIN | {404: "no such link"},
        "contacted",
        "solved",
        "service",
        "result",
        "reason",
        "idempotency_key",
    ),
    _open(
        "post", "/track/{code}/reopen/", "asking for more", AGAIN | {404: "no such link"}, "reason", "idempotency_key"
    ),
    _open("get", "/health/live", "the process answers", {200: "alive"}, kind=JSON),
    _open("get", "/health/ready", "it can do its work", {200: "ready", 503: "not ready"}, kind=JSON),
    _open(
        "get",
        "/metrics",
        "figures for Prometheus",
        {200: "figures", 401: "a token is asked for", 403: "not from here", 404: "not switched on"},
        kind="text/plain",
    ),
    _staff("get", "/cases/names/{of}/", "names while one types", {200: "options"}, "unit", "area", "matter"),
    _staff("get", "/board/cards/", "the cards of one's boards", {200: "cards"}),
    _staff(
        "post",
        "/board/claim/",
        "one tap",
        {200: "the card", 302: "to the case", 409: "somebody was quicker"},
        "number",
        "unit",
    ),
    _staff(
        "post",
        "/dispatch/send/",
        "assign or offer from the row",
        {302: "back to the list", 409: "moved since"},
        "order",
        "tab",
        "q",
        "channel",
    ),
    _staff(
        "post",
        "/intake/beside/",
        "what stands beside the form",
        {200: "a part"},
        *FORM,
        "matter",
        "about",
        "channel",
        "same_as",
    ),
    _staff("post", "/cases/{number}/reveal/", "name and phone, once, on record", {200: "shown"}, "reason"),
    _staff("post", "/cases/{number}/comment/", "a comment", {200: "go to", 302: "done"}, "words", "idempotency_key"),
    _staff(
        "post",
        "/work/{number}/{act}/",
        "an act on a case",
        {200: "go to", 302: "done", 409: "moved since"},
        "words",
        "reason",
        "unit",
        "likely",
        "version",
        "happened_at",
        "how",
        "matter",
        "area",
        "until",
        "met",
        "idempotency_key",
        "back",
        files=("photos",),
    ),
    _staff("post", "/work/{number}/phone/", "the number to dial, once", {200: "shown", 409: "moved since"}),
    _staff("post", "/reply/{number}/check/", "what is wrong with a reply", {200: "a part"}, "words"),
    _staff(
        "post",
        "/callbacks/{number}/attempt/",
        "why nobody was reached",
        {200: "go to", 302: "done", 409: "moved since"},
        "attempt",
        "words",
        "idempotency_key",
    ),
    _staff("get", "/imports/{pk}/progress/", "how far a file is", {200: "a part"}),
    _staff("post", "/imports/", "a file", {302: "to its preview", 413: "too large"}, files=("file",)),
    _staff("post", "/inbox/read/", "read", {302: "back"}, "letter", "upto", "all"),
    _staff(
        "get",
        "/live/board/",
        "cards as they hang and are taken; of the live process",
        {200: "events", 503: "full"},
        "after",
        kind=STREAM,
    ),
)

ELSEWHERE = "/live/"
"""Answered by the live process, tested in tests/site/live."""


def described() -> dict[str, Any]:
    """As OpenAPI 3.1 wants it."""
    paths: dict[str, Any] = {}
    for one in ENDPOINTS:
        paths.setdefault(one.path, {})[one.method] = _operation(one)
    scheme = {"session": {"type": "apiKey", "in": "cookie", "name": "sessionid"}}
    told = {
        "title": "Huying",
        "version": "1",
        "description": "What scripts of our own pages ask for. Refusals carry words for people.",
    }
    return {"openapi": "3.1.0", "info": told, "paths": paths, "components": {"securitySchemes": scheme}}


def _operation(one: Endpoint) -> dict[str, Any]:
    words: dict[str, Any] = {"type": "string"}
    named = [{"name": name, "in": "path", "required": True, "schema": words} for name in one.inside]
    if one.method == "get":
        named += [{"name": name, "in": "query", "schema": words} for name in one.given]
    answers = {str(code): {"description": said} | _content(one, code) for code, said in sorted(one.answers.items())}
    found: dict[str, Any] = {"summary": one.summary, "parameters": named, "responses": answers}
    if one.method == "post":
        sort = "multipart/form-data" if one.files else "application/x-www-form-urlencoded"
        fields = dict.fromkeys(one.given, words) | {name: words | {"format": "binary"} for name in one.files}
        found["requestBody"] = {"content": {sort: {"schema": {"type": "object", "properties": fields}}}}
    return found | ({"security": [{"session": []}]} if one.signed else {})


def _content(one: Endpoint, code: int) -> dict[str, Any]:
    return {"content": {one.kind: {}}} if code in (200, 201) else {}


if __name__ == "__main__":
    print(json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True))
