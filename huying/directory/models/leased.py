"""Leased 有租约的 · rows that are work: one worker at a time holds one, and a worker that died lets go by staying silent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

QUEUED, RUNNING = "queued", "running"
"""The two states, among those that a model has, in which there is something to do."""


class Leased(models.Model):
    """`lease` names the worker; one whose lease has run out has died, and another takes the row over (`directory.lease`)."""

    state = models.CharField(_("状态"), max_length=12)
    started_at = models.DateTimeField(_("开始时间"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
