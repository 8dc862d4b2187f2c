"""推演的文件 · what a trial reads and the home of the run under way, under HUYING_HOME/foresight. Nothing of it stays."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from huying.simulation import copied, past
from huying.simulation.called import Given
from huying.simulation.models import Source, Trial
from huying.simulation.scenario import MATTERS, Rule, rules_of

UPLOADED = "-"
"""The uploaded list, in a set of rules as it is kept."""


def folder() -> Path:
    """Readable by us alone."""
    path = Path(settings.HUYING_HOME) / "foresight"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def own(trial: Trial) -> Path:
    """What one trial reads."""
    return folder() / str(trial.pk)


def fresh_home() -> Path:
    """Of the one run that there may be at a time; whatever a killed one left is gone."""
    home = folder() / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    return home


def prepare(trial: Trial, *, on: date) -> Given:
    """Written once, wholly or not at all, so that every run of a trial reads the same, whoever works on it."""
    place = own(trial)
    if not place.is_dir():
        draft = place.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        copied.write(draft / "directory.json", on=on)
        if trial.source == Source.PAST:
            past.write(draft / "arrivals.json", trial.first, trial.first + timedelta(days=trial.days - 1))
        if trial.listing:
            (draft / _name(trial)).write_bytes(bytes(trial.listing))
        draft.rename(place)
    arrivals = place / "arrivals.json"
    return Given(place / "directory.json", arrivals if arrivals.exists() else None)


def written(trial: Trial, rules: str) -> str:
    """The set as the command reads it: the uploaded list by its path."""
    return ",".join(str(_placed(rule, own(trial) / _name(trial))) for rule in rules_of(rules))


def _placed(rule: Rule, listing: Path) -> Rule:
    uploaded = rule.name == MATTERS and rule.file == UPLOADED
    return replace(rule, file=str(listing)) if uploaded else rule


def _name(trial: Trial) -> str:
    """What it is, is told by its content."""
    return f"matters{Path(trial.listing_name).suffix.lower()[:6]}"


def tidy(trial: Trial) -> None:
    """Over: only the figures stay."""
    shutil.rmtree(own(trial), ignore_errors=True)
    shutil.rmtree(folder() / "home", ignore_errors=True)
