"""读者 · somebody who only reads: one page, again and again."""

import http.client
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """Who, which page, by which session."""

    who: str
    path: str
    cookie: str = ""

    def read(self, port: int) -> int:
        """Once; the status, 0 where nothing came."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", self.path, headers={"Cookie": self.cookie} if self.cookie else {})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        return answer.status
