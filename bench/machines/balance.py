"""轮转 · what stands before several web machines: each request goes to the next one, and past whoever does not answer."""

import contextlib
import select
import socket
import threading
from collections.abc import Sequence
from itertools import count
from typing import Self

Address = tuple[str, int]
BLOCK = 1 << 16
CONNECT = 2.0


class Balance:
    """`with Balance([("10.0.0.3", 8000), …]) as front:`; `front.port` is where clients ask."""

    def __init__(self, webs: Sequence[Address]) -> None:
        self._webs, self._turn = list(webs), count()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._socket.getsockname()[1]
        self.sent = dict.fromkeys(self._webs, 0)

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        """A client sends one request, waits for its answer, and sends the next: whatever follows an answer is a new request."""
        webs: dict[Address, socket.socket] = {}
        at: socket.socket | None = None
        with contextlib.suppress(OSError), client:
            while block := client.recv(BLOCK):
                if at is None:
                    at = self._next(webs)
                at.sendall(block)
                at = at if self._answered(client, at) is False else None
        for web in webs.values():
            web.close()

    def _answered(self, client: socket.socket, web: socket.socket) -> bool:
        """Passes on what comes back until the client speaks again; False: it has more to say before any answer."""
        heard = False
        while True:
            ready = select.select([client, web], [], [])[0]
            if web in ready:
                block = web.recv(BLOCK)
                if not block:
                    raise ConnectionResetError
                client.sendall(block)
                heard = True
            elif client in ready:
                return heard

    def _next(self, webs: dict[Address, socket.socket]) -> socket.socket:
        """The next in turn; one that is away is passed over."""
        for _try in self._webs:
            address = self._webs[next(self._turn) % len(self._webs)]
            with contextlib.suppress(OSError):
                if address not in webs:
                    webs[address] = socket.create_connection(address, timeout=CONNECT)
                    webs[address].settimeout(None)
                self.sent[address] += 1
                return webs[address]
        raise ConnectionRefusedError
