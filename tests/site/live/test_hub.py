"""转发 · each event once to whoever listens to one of its boards; nobody holds up the others."""

import json
from typing import Any

from huying.site.live.hub import AGAIN, BACKLOG, BEAT, KEPT, MOVED, Event, Hub, Stream
from tests.loops import run

EAST, WEST = 1, 2
ZH = "zh-hans"


def event(line: int, *units: int, words: str = "路灯") -> Event:
    return Event(line, frozenset(units), {ZH: {"html": words}, "en": {"html": "lamp"}})


def stream(*units: int, key: str = "k", language: str = ZH) -> Stream:
    return Stream(key, frozenset(units) if units else None, language)


def heard(one: Stream) -> list[Any]:
    found = []
    while not one.waiting.empty():
        found.append(one.waiting.get_nowait())
    return found


def lines(one: Stream) -> list[int]:
    return [int(frame.split(b"\n")[0][4:]) for frame in heard(one) if frame and frame.startswith(b"id: ")]


def joined(hub: Hub, one: Stream, after: int = 0) -> Stream:
    hub.join(one, after=after)
    return one


def test_it_is_heard_on_its_own_boards_and_by_those_who_see_all() -> None:
    hub = Hub()
    east, west, desk = (joined(hub, one) for one in (stream(EAST), stream(WEST), stream()))
    hub.publish([event(1, EAST)])
    assert (lines(east), lines(west), lines(desk)) == ([1], [], [1])


def test_whoever_listens_to_two_of_its_boards_hears_it_once() -> None:
    hub = Hub()
    both = joined(hub, stream(EAST, WEST))
    hub.publish([event(1, EAST, WEST)])
    assert lines(both) == [1]


def test_each_hears_it_in_the_own_language() -> None:
    hub = Hub()
    zh, en = joined(hub, stream(EAST)), joined(hub, stream(EAST, language="en"))
    hub.publish([event(1, EAST)])
    assert b'{"html":"\xe8\xb7\xaf' in heard(zh)[0]
    assert b'{"html":"lamp"}' in heard(en)[0]


def test_a_frame_is_one_event_whatever_the_words() -> None:
    frame = event(7, EAST, words="一\n\nevent: again\n").frame(ZH).decode()
    head, data = frame.split("\ndata: ")
    assert head == "id: 7\nevent: card"
    assert json.loads(data) == {"html": "一\n\nevent: again\n"}
    assert data.endswith("\n\n")


def test_whoever_comes_back_hears_what_was_missed() -> None:
    hub = Hub()
    hub.publish([event(1, EAST), event(2, WEST), event(3, EAST)])
    assert lines(joined(hub, stream(EAST), after=1)) == [3]


def test_whoever_was_away_too_long_is_told_to_ask_anew() -> None:
    hub = Hub(line=100)
    hub.publish(event(100 + number, EAST) for number in range(1, KEPT + 10))
    assert heard(joined(hub, stream(EAST), after=104)) == [AGAIN]


def test_so_is_a_page_older_than_this_process() -> None:
    assert heard(joined(Hub(line=50), stream(EAST), after=49)) == [AGAIN]


def test_who_has_left_hears_nothing_and_is_forgotten() -> None:
    hub = Hub()
    east = joined(hub, stream(EAST))
    hub.leave(east)
    hub.publish([event(1, EAST)])
    assert (heard(east), hub.count) == ([], 0)


def test_who_does_not_keep_up_is_sent_away_and_delays_nobody() -> None:
    hub = Hub()
    slow, quick = joined(hub, stream(EAST)), joined(hub, stream(EAST))
    for number in range(1, BACKLOG + 3):
        hub.publish([event(number, EAST)])
        if number == BACKLOG:
            heard(quick)
    assert None in heard(slow)
    assert lines(quick) == [BACKLOG + 1, BACKLOG + 2]


def test_a_sign_of_life_reaches_all() -> None:
    hub = Hub()
    east, desk = joined(hub, stream(EAST)), joined(hub, stream())
    hub.beat()
    assert (heard(east), heard(desk)) == ([BEAT], [BEAT])


def test_whose_sign_in_is_over_is_sent_away_on_every_page() -> None:
    hub = Hub()
    first, second, other = (joined(hub, one) for one in (stream(EAST), stream(EAST), stream(EAST, key="other")))
    hub.end(["k"])
    assert (heard(first), heard(second), heard(other)) == ([None], [None], [])


def test_a_thousand_hear_the_same_frame() -> None:
    async def play() -> None:
        hub = Hub()
        many = [joined(hub, stream(EAST)) for _ in range(1000)]
        hub.publish([event(1, EAST)])
        assert len({id(one.waiting.get_nowait()) for one in many}) == 1

    run(play())


def desk() -> Stream:
    return Stream("d", None, ZH, desk=True)


def test_a_desk_hears_that_something_happened_and_of_no_card() -> None:
    hub = Hub()
    one, board = joined(hub, desk()), joined(hub, stream(EAST))
    hub.publish([event(1, EAST)])
    assert heard(one) == []
    hub.call(7)
    assert heard(one) == [(MOVED % 7).encode()]
    assert lines(board) == [1]


def test_a_desk_that_has_not_read_the_last_call_is_called_once() -> None:
    hub = Hub()
    one = joined(hub, desk())
    hub.call(7)
    hub.call(8)
    assert lines(one) == [7]


def test_a_desk_that_comes_late_is_called_at_once_and_one_up_to_date_is_not() -> None:
    hub = Hub(line=9)
    assert lines(joined(hub, desk(), after=8)) == [9]
    assert heard(joined(hub, desk(), after=9)) == []


def test_a_desk_that_leaves_is_called_no_more() -> None:
    hub = Hub()
    one = joined(hub, desk())
    hub.leave(one)
    hub.call(7)
    assert heard(one) == []
