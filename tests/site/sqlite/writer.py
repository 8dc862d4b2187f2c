"""Another process that writes: `python writer.py FILE NAME LINES`, each second line without a transaction."""

import sys

import django
from django.conf import settings
from django.db import connection, transaction


def add(who: str, n: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into line values (%s, %s)", [who, n])


def main(path: str, who: str, lines: int) -> None:
    settings.configure(DATABASES={"default": {"ENGINE": "huying.site.sqlite", "NAME": path}})
    django.setup()
    for n in range(lines):
        if n % 2:
            add(who, n)
        else:
            with transaction.atomic():
                add(who, n)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
