"""坏网络 · whatever a bad network does to a request, it is done once."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench.faultlab.proxy import CALM, DEAD, Proxy
from tests.faults.short import played


def test_nothing_is_lost_and_nothing_doubled() -> None:
    said = played("proxy", "--operations", "80", "--clients", "6")
    assert "| lost, doubled or otherwise broken | 0 |" in said


class Echo(BaseHTTPRequestHandler):
    """Says what it was sent, and remembers it."""

    seen: list[bytes] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(body)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """In silence."""


@pytest.fixture
def upstream() -> Iterator[int]:
    Echo.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def asked(port: int, body: bytes = b"lamp" * 100) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", "/", body)
        return connection.getresponse().read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("fault", "times"), [("passed", 1), ("late", 1), ("dribbled", 1), ("sent twice", 2), ("tunnelled", 1)]
)
def test_what_arrives_is_what_was_sent(upstream: int, fault: str, times: int) -> None:
    with Proxy(upstream, seed=1, menu={fault: 1}) as proxy:
        assert asked(proxy.port) == b"lamp" * 100
    assert Echo.seen == [b"lamp" * 100] * times


@pytest.mark.parametrize(("fault", "arrived"), [("cut after commit", [b"lamp" * 100]), ("refused", [])])
def test_what_is_cut_is_heard_as_a_reset(upstream: int, fault: str, arrived: list[bytes]) -> None:
    with Proxy(upstream, seed=1, menu={fault: 1}) as proxy, pytest.raises((OSError, HTTPException)):
        asked(proxy.port)
    assert Echo.seen == arrived


def test_a_changed_menu_cuts_the_lines_that_stand(upstream: int) -> None:
    with Proxy(upstream, seed=1, menu=CALM) as proxy:
        connection = HTTPConnection("127.0.0.1", proxy.port, timeout=10)
        connection.request("POST", "/", b"one")
        assert connection.getresponse().read() == b"one"
        proxy.menu = DEAD
        with pytest.raises((OSError, HTTPException)):
            connection.request("POST", "/", b"two")
            connection.getresponse()
        connection.close()
    assert Echo.seen == [b"one"]
