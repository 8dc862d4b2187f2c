"""别人的差错 · what went wrong in systems of this kind elsewhere, and the test here that would notice it."""

HERE = "tests/attacks/test_catalogue_"

CATALOGUE: dict[str, str] = {
    "duplicate from retry": f"{HERE}cases.py::test_a_retry_makes_no_second_case",
    "lock released before commit": f"{HERE}cases.py::test_a_lock_is_held_until_the_commit",
    "two photos 214 ms apart make two cases": f"{HERE}cases.py::test_photos_sent_apart_make_one_case",
    "two fetchers overlap": "tests/steps/intake/imports/test_two_at_once.py::test_the_same_file_twice_at_once",
    "silent loss without quarantine": f"{HERE}cases.py::test_every_row_of_a_file_is_a_case_or_a_reason",
    "scheduler dead and nobody told": f"{HERE}cases.py::test_a_dead_keeper_stands_on_every_page_of_staff",
    "job stuck running": "tests/steps/intake/imports/test_jobs.py::test_a_silent_worker_is_dead",
    "escalation level fires every 10 minutes": f"{HERE}clocks.py::test_a_level_fires_once_however_often_the_keeper_looks",
    "level never fires": f"{HERE}clocks.py::test_every_level_fires_in_the_end",
    "pre-due level lands at midnight": f"{HERE}clocks.py::test_a_warning_of_a_working_clock_falls_into_working_time",
    "clock runs while paused": "",
    "clock runs after finish": f"{HERE}clocks.py::test_no_clock_runs_after_an_end[finish]",
    "clock runs after merge": f"{HERE}clocks.py::test_no_clock_runs_after_an_end[merge]",
    "any edit restarts the clock": f"{HERE}clocks.py::test_no_edit_restarts_a_clock",
    "unassigned cases never escalate": f"{HERE}clocks.py::test_a_case_that_nobody_has_climbs_as_well",
    "calendar edit not recalculated": f"{HERE}clocks.py::test_an_edited_calendar_moves_what_runs_and_nothing_that_ended",
    "calendar edit recalculates finished cases": f"{HERE}clocks.py::test_an_edited_calendar_moves_what_runs_and_nothing_that_ended",
    "holiday feed turns 48 h into 6 days": f"{HERE}clocks.py::test_hours_round_the_clock_know_no_holiday",
    "make-up day ignored": f"{HERE}clocks.py::test_a_saturday_that_is_worked_is_a_working_day",
    "created outside hours gives zero": f"{HERE}clocks.py::test_what_comes_at_night_has_its_whole_time",
    "page shows another due time than the engine": f"{HERE}clocks.py::test_the_page_shows_the_instant_by_which_the_keeper_rings",
    "imported closed cases escalate": f"{HERE}clocks.py::test_history_warns_nobody",
    "claim won twice": "tests/case/test_rivals.py::test_of_a_thousand_rivals_for_one_claim_exactly_one_wins",
    "timed lock blocks everybody": f"{HERE}cases.py::test_one_name_that_is_locked_locks_no_other",
    "number collision": f"{HERE}cases.py::test_no_two_cases_have_one_number",
    "two roles see everything": "tests/attacks/test_matrix.py::test_one_query_finds_what_the_rule_says",
    "sidebar leaks": "tests/attacks/test_matrix.py::test_the_list_its_tabs_and_its_search_agree",
    "search leaks": "tests/attacks/test_matrix.py::test_a_phone_finds_only_what_one_post_both_sees_and_may_unmask",
    "count leaks": "tests/attacks/test_matrix.py::test_each_tab_shows_as_many_as_it_counts",
    "notification leaks": "tests/attacks/test_matrix.py::test_letters_go_to_nobody_who_may_not_see_the_case",
    "export leaks": "tests/attacks/test_matrix.py::test_an_export_holds_the_list_and_nothing_else",
    "attachment leaks": "tests/attacks/test_matrix.py::test_every_other_door_of_a_case_asks_the_same",
    "permission flag off by default": f"{HERE}pages.py::test_a_page_that_says_nothing_opens_for_nobody",
    "guessable attachment or tracking link": f"{HERE}pages.py::test_nobody_guesses_a_photo_or_a_link",
    "inbox count stops at page size": f"{HERE}pages.py::test_the_bell_counts_beyond_a_page",
    "masked value written back over the real one": f"{HERE}pages.py::test_a_mask_is_never_written_back",
    "today means 24 hours": f"{HERE}pages.py::test_today_begins_at_midnight_of_the_district",
    "page and server disagree on the reopen window": f"{HERE}pages.py::test_page_and_server_agree_to_the_second_on_reopening",
    "COUNT or sort on wide rows": f"{HERE}pages.py::test_counting_reads_no_wide_column",
    "unbounded dropdown": f"{HERE}pages.py::test_no_list_of_choices_is_without_end",
    "migration locks a 55 GB table": "",
    "poison item blocks the queue": f"{HERE}cases.py::test_a_poisoned_line_and_a_poisoned_clock_block_nobody",
    "temporary folder is the only copy of bad input": f"{HERE}cases.py::test_a_bad_file_is_kept_in_the_home_until_it_is_in",
    "mean of percentages multiplied by 100 twice": f"{HERE}pages.py::test_no_rate_is_beyond_a_hundred",
}  # fmt: skip
"""What went wrong → the test, or nothing where the thing itself does not exist here."""

NOT_HERE: dict[str, str] = {
    "clock runs while paused": "no clock can be paused: RULES §3 knows extensions alone, and these move the end on record",
    "migration locks a 55 GB table": "no release has a table of that size; upgrading a populated database is a test of its own "
    "(tests/site/backup), an index made without a lock is a matter of the city edition",
}
"""Why there is none."""
