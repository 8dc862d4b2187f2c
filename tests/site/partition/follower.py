"""A streaming replica of the server of these tests, to be stopped, frozen and started again."""

import time

import psycopg
from django.db import connection

from tests.postgres import Postgres

PAUSED = "SELECT pg_get_wal_replay_pause_state()"


class Follower(Postgres):
    """Made by `pg_basebackup`; it follows the server on whose socket the tests are."""

    def follow(self) -> None:
        """A copy, and from then on whatever is written there."""
        host = str(connection.settings_dict["HOST"])
        self._give(self.folder)
        self._found = self._programs()
        copy = ["-h", host, "-U", "postgres", "-D", str(self.folder / "data"), "-R", "-X", "stream", "-c", "fast"]
        self._run([self._found / "pg_basebackup", *copy])
        self._serve()

    def freeze(self, *, frozen: bool) -> None:
        """It goes on answering, and replays nothing; a pause is only asked for, and comes a little later."""
        self.ask(f"SELECT pg_wal_replay_{'pause' if frozen else 'resume'}()")
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="huying", autocommit=True) as line:
            while frozen and line.execute(PAUSED).fetchone() != ("paused",):
                time.sleep(0.05)

    def address(self, name: str, user: str) -> str:
        """What HUYING_REPLICA_URL understands."""
        return f"postgresql://{user}@/{name}?host={self.folder}"
