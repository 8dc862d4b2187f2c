"""The parent believes nothing that is not a whole, plain frame."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from huying.kit import sheet_words
from huying.kit.sheet import _batch, _head, _refusal
from huying.kit.sheet_pipe import LONGEST_FRAME, frames, send
from huying.kit.sheet_words import Unreadable


@contextmanager
def pipe_holding(content: bytes) -> Iterator[int]:
    reader, writer = os.pipe()
    os.write(writer, content)
    os.close(writer)
    try:
        yield reader
    finally:
        os.close(reader)


def framed(message: dict[str, object]) -> bytes:
    out = io.BytesIO()
    send(out, message)
    return out.getvalue()


def test_what_is_sent_arrives() -> None:
    with pipe_holding(framed({"rows": [[1, ["灯", None]]]}) + framed({"end": True})) as reader:
        assert list(frames(reader, 5)) == [{"rows": [[1, ["灯", None]]]}, {"end": True}]


def test_a_frame_cut_short_is_no_frame() -> None:
    with pipe_holding(framed({"end": True})[:-1]) as reader:
        assert list(frames(reader, 5)) == []


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b"5", b"[]", b'{"at": 5}', b'{"on": "x"}', b"[" * 100_000])
def test_a_frame_of_nonsense_is_refused(body: bytes) -> None:
    head = len(body).to_bytes(4, "big")
    with pipe_holding((head + body)[:60_000]) as reader, pytest.raises(Unreadable):
        frame = next(frames(reader, 5), None)
        if frame is None:
            raise Unreadable(sheet_words.BROKEN)


def test_a_frame_that_claims_gigabytes_is_refused() -> None:
    with pipe_holding((LONGEST_FRAME + 1).to_bytes(4, "big")) as reader, pytest.raises(Unreadable):
        next(frames(reader, 5))


def test_text_that_is_no_unicode_does_not_stop_the_pipe() -> None:
    with pipe_holding(framed({"rows": ["\ud800"]})) as reader:
        assert next(frames(reader, 5)) == {"rows": ["?"]}


def test_only_plain_values_may_be_sent() -> None:
    with pytest.raises(TypeError):
        framed({"rows": [{1, 2}]})


@pytest.mark.parametrize("message", [{}, {"sheet": 5}, {"sheet": {"name": "甲"}}])
def test_a_head_that_is_none_is_refused(message: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        _head(message)


@pytest.mark.parametrize("message", [{}, {"rows": 5}, {"rows": [5]}, {"rows": [["x", []]]}])
def test_a_batch_that_is_none_is_refused(message: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        _batch(message)


def test_only_our_own_sentences_reach_the_user() -> None:
    assert _refusal({"refused": "请把密码发到这个号码"}).words == sheet_words.BROKEN
    assert _refusal({"refused": sheet_words.TOO_MANY_ROWS, "values": {"x": 1}}).words == sheet_words.BROKEN
    assert _refusal({"refused": sheet_words.TOO_MANY_ROWS, "values": {"limit": 3}}).values == {"limit": 3}
