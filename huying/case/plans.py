"""查询计划 · what SQLite's planner is told about tables that grow, so that none is read through the wrong index.

Every row has the same jurisdiction, so to a planner without statistics each index that begins with it looks as good as any
other: measured on 100,000 cases, the newest fifty took 8 ms instead of 1, the totals 73 ms instead of 0.5; on 31,000 cases
with 170 open the lanes of supervision took 3 s, for a search by jurisdiction alone reads a whole table and looks like a search.
The figures are those of a district with a million cases; they hold for a small one too, where any plan is quick. PostgreSQL
counts by itself. Tables of other rooms are named here and not known.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

CASES = {
    "case_newest": "1000000 1000000 1",
    "case_by_day": "1000000 1000000 2 1",
    "case_by_place": "1000000 1000000 160000 40000 1",
    "case_by_kind": "1000000 1000000 160000 1",
    "case_by_channel": "1000000 1000000 110000 1",
    "case_by_source": "600000 600000 150000 1",
    "case_by_unit": "1000000 1000000 5000 1",
    "case_by_matter": "1000000 1000000 2500 1",
    "case_by_area": "1000000 1000000 5000 1",
    "case_living": "50000 50000 4000 1 1 1 1 1 1 1",
    "case_over": "950000 950000 160000 1 1 1",
    "case_urgent": "10000 10000 1",
    "source_number_once": "600000 600000 150000 1",
}
SHARES = {
    "sqlite_autoindex_case_share_1": "1300000 1300000 8000 1 1",  # the constraint `share_once`
    "share_of_case": "1300000 2 1 1",
}
ENTRIES = {
    "sqlite_autoindex_case_entry_1": "17000000 17000000 17 1",  # the constraint `entry_seq_once`
    "entry_by_deed": "17000000 17000000 20000 2",  # of the days that are asked for
    "entry_of_case": "17000000 17 2",
    "case_entry_by_id_4873a7fe": "17000000 200000",
    "case_entry_unit_id_d54137da": "17000000 250000",
}
WORDS = {
    "sqlite_autoindex_case_words_1": "8000000 8000000 8 1",  # `words_of_a_line_once`
    "case_words_case_id_3e712f08": "8000000 8",
}
DEADLINES = {
    "sqlite_autoindex_case_deadline_1": "11000000 11000000 11 2 1",  # `deadline_of_a_line_once`
    "one_limit_a_round": "3000000 3000000 3 1 1",
    "case_deadline_case_id_e6c6aaea": "11000000 11",
    "case_deadline_limit_id_462c4734": "11000000 500000",
    "case_deadline_unit_id_f57fc447": "11000000 250000",
    "deadline_wakes": "60000 2",
    "deadline_running": "60000 2 2 1",
    "deadline_by_kind": "60000 4000 2 1",
}
COUNTED = {
    "sqlite_autoindex_month_counted_1": "10000000 10000000 10 4 2 1",  # `counted_once`
    "month_counted_case_id_d5bd8367": "10000000 10",
    "counted_by_figure": "10000000 10000000 600000 15000 15 1",
}
LETTERS = {
    "sqlite_autoindex_post_letter_1": "5000000 5000000 1",  # `letter_once`
    "post_letter_entry_id_bf670763": "5000000 2",
    "post_letter_person_id_9d582b33": "5000000 20000",
    "letter_by_person": "5000000 5000000 20000 20000 1",
    "letter_unread": "500000 500000 5000 5000",
    "letter_waits": "500 2",
    "letter_leased": "100 10",
    "letter_held": "500 2",
    "letter_failed": "500 2",
}
TABLES = {
    "case_case": CASES,
    "case_share": SHARES,
    "case_entry": ENTRIES,
    "case_words": WORDS,
    "case_deadline": DEADLINES,
    "month_counted": COUNTED,
    "month_tally": {"sqlite_autoindex_month_tally_1": "500000 500000 300 8 1"},
    "post_letter": LETTERS,
    "post_digest": {"sqlite_autoindex_post_digest_1": "200000 200000 1000 1"},
    "case_submission": {"sqlite_autoindex_case_submission_1": "1000000 1000000 250000 1"},
}
"""For each index: how many rows it has, then how many share its first column, its first two, and so on."""


def tell(connection: BaseDatabaseWrapper) -> None:
    """Write the figures where SQLite looks for them. Told again, they are the same."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE django_migrations")  # a small table: it makes the one that holds the figures
        for table, indexes in TABLES.items():
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = %s", [table])
            rows = [(table, index, figures) for index, figures in indexes.items()]
            cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", rows)
        cursor.execute("ANALYZE sqlite_master")  # and now read them
