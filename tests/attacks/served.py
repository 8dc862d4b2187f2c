"""真的服务 · `huying run` on a port of its own over a small district, and browsers that speak HTTP to it."""

import http.client
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.site.running.test_run import Running

DISTRICT = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from django.test import Client
from huying.directory.roles import Role
from tests.world import World
world = World()
homes = {"dispatcher": world.centre, "operator": world.centre, "caller": world.centre, "leader": world.town}
keys = {}
for role in ("dispatcher", "operator", "caller", "leader", "liaison", "unit_leader"):
    client = Client()
    client.force_login(world.person(Role(role), homes.get(role, world.east)))
    keys[role] = client.session.session_key
print(json.dumps({"keys": keys, "village": world.east_area.pk, "east": world.east.pk}))
"""
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Told:
    """An answer, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


@dataclass
class Browser:
    """Cookies, and one request at a time on a connection of its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, path: str) -> Told:
        return self._ask("GET", path, b"", {})

    def post(self, path: str, given: Mapping[str, str | Sequence[str]]) -> Told:
        body = urlencode({**given, **self._token()}, doseq=True).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def sends(self, path: str, name: str, file: tuple[str, bytes], **given: str) -> Told:
        """With a file under whatever name."""
        edge = uuid.uuid4().hex
        fields = "".join(_part(edge, key, value) for key, value in (given | self._token()).items())
        quoted = file[0].replace("\\", "\\\\").replace('"', '\\"').replace("\r", "%0D").replace("\n", "%0A")
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{quoted}"\r\n\r\n'
        body = f"{fields}{head}".encode() + file[1] + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def _token(self) -> dict[str, str]:
        if "sessionid" in self.cookies and "csrftoken" not in self.cookies:
            self.get("/account/")
        return {"csrfmiddlewaretoken": self.cookies["csrftoken"]} if "csrftoken" in self.cookies else {}

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Told:
        self.asked.append(path)
        crumbs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body or None, headers | ({"Cookie": crumbs} if crumbs else {}))
            answer = connection.getresponse()
            told = Told(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                key, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[key] = value
        finally:
            connection.close()
        return told


def _part(edge: str, name: str, value: str) -> str:
    return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'


class Served(Running):
    """The server, with the keys of people who are signed in already."""

    def __init__(self, home: Path, port: int) -> None:
        made = self._district(home)
        self.keys: dict[str, str] = made["keys"]
        self.village, self.east = str(made["village"]), str(made["east"])
        super().__init__(home, port)

    def browser(self, role: str = "") -> Browser:
        return Browser(self.port, {"sessionid": self.keys[role]} if role else {})

    def peak(self) -> int:
        """The largest resident size that any process of it has had, in megabytes."""
        return max(_peak(pid) for pid in self.family())

    def _district(self, home: Path) -> dict[str, dict[str, str]]:
        given = {name: value for name, value in os.environ.items() if name != "HUYING_DATABASE_URL"}
        given |= {"HUYING_HOME": str(home), "DJANGO_SETTINGS_MODULE": "huying.site.settings"}
        (home / "static").mkdir(parents=True)
        done = subprocess.run([sys.executable, "-c", DISTRICT], env=given, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        made: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
        return made


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)
