"""指标 · in the text form that Prometheus reads: the counted requests, and every sign of the status page as a figure."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from huying.site.watch.counts import BOUNDS, CLASSES
from huying.site.watch.middleware import counts
from huying.site.watch.signs import Light, Sign, signs

TYPE = "text/plain; version=0.0.4; charset=utf-8"
BURNS = {Light.GREEN: 0, Light.NONE: 0, Light.AMBER: 1, Light.RED: 2}


def metrics(at: datetime) -> str:
    """Everything, one figure a line."""
    return "\n".join([*_requests(), *_signs(signs(at))]) + "\n"


def _requests() -> Iterator[str]:
    seen = counts.read()
    yield "# TYPE huying_requests_total counter"
    for name, number in zip(CLASSES, seen.classes, strict=True):
        yield f'huying_requests_total{{status="{name}"}} {number}'
    yield "# TYPE huying_request_seconds histogram"
    below = 0
    for bound, number in zip((*BOUNDS, None), seen.bounds, strict=True):
        below += number
        yield f'huying_request_seconds_bucket{{le="{bound / 1000 if bound else "+Inf"}"}} {below}'
    yield f"huying_request_seconds_sum {seen.ms / 1000}"
    yield f"huying_request_seconds_count {below}"
    yield "# TYPE huying_queries_total counter"
    yield f"huying_queries_total {seen.queries}"


def _signs(found: Iterable[Sign]) -> Iterator[str]:
    """`huying_light`: 0 as it should be, 1 worth a look, 2 act now."""
    listed = list(found)
    yield "# TYPE huying_light gauge"
    yield from (f'huying_light{{sign="{sign.key}"}} {BURNS[sign.light]}' for sign in listed)
    for sign in listed:
        if sign.figure and sign.number is not None:
            yield f"# TYPE huying_{sign.figure} gauge"
            yield f"huying_{sign.figure} {sign.number:g}"
