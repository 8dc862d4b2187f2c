"""人员 · staff who signed in through the pages, and what they send with every form: cookie and token."""

import re
import time

from bench.faultlab.client import Answer, Client, Op

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LOGIN = "/account/login/"
TRIES, PAUSE = 20, 0.5


class Desk:
    """One browser a person, all on one connection; each signs in when first needed."""

    def __init__(self, client: Client, people: dict[str, str], password: str) -> None:
        self.client, self.people, self._password = client, people, password
        self._cookies: dict[str, dict[str, str]] = {}
        self._tokens: dict[str, str] = {}
        self.signed_out = 0

    def send(self, op: Op) -> Answer:
        """As that person, or as a resident without any cookie. Whoever is signed out signs in and sends once more."""
        if not op.who:
            return self.client.send(op)
        answer = self._as(op)
        if answer.status == 401 or answer.place.startswith(LOGIN):
            self.signed_out += 1
            del self._cookies[op.who]
            answer = self._as(op)
        return answer

    def _as(self, op: Op) -> Answer:
        if op.who not in self._cookies:
            self._sign_in(op.who)
        fields = op.fields | {"csrfmiddlewaretoken": self._tokens[op.who]}
        own = Op(op.door, op.path, fields, op.who, op.token, op.method)
        return self.client.send(own, self._cookie(op.who))

    def _sign_in(self, who: str) -> None:
        """In, and the first page for the token of this session. Of many by one name in the same instant, some wait a moment."""
        for _ in range(TRIES):
            sent = self._enter(who)
            if sent.status == 302:
                break
            time.sleep(PAUSE)
        assert sent.status == 302, f"{who} cannot sign in: {sent.status} {_words(sent.page)}"
        self._tokens[who] = _token(self._get("/account/", who))

    def _enter(self, who: str) -> Answer:
        """The form, then name and password."""
        self._cookies[who] = {}
        form = self._get(LOGIN, who)
        fields = {"login": self.people[who], "password": self._password, "csrfmiddlewaretoken": _token(form)}
        sent = self.client.send(Op("login", LOGIN, fields), self._cookie(who))
        self._cookies[who] |= self.client.cookies
        return sent

    def _get(self, path: str, who: str) -> Answer:
        answer = self.client.send(Op("page", path, method="GET"), self._cookie(who))
        self._cookies[who] |= self.client.cookies
        return answer

    def _cookie(self, who: str) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self._cookies[who].items())
        return {"Cookie": pairs} if pairs else {}


def _token(answer: Answer) -> str:
    found = TOKEN.search(answer.page)
    assert found, f"no form on the page: {answer.status} {_words(answer.page)}"
    return found[1]


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())[:300]
