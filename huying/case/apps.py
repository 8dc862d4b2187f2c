"""诉求件 · the hall of the house, as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from huying.case import plans


class CaseConfig(AppConfig):
    """The tables of a case, and how they are read."""

    name = "huying.case"

    def ready(self) -> None:
        """A migration that makes a table anew drops what the planner knew of it; so it is told after each."""
        post_migrate.connect(_tell_planner, sender=self, dispatch_uid="case.plans")


def _tell_planner(using: str, **more: Any) -> None:
    plans.tell(connections[using])
