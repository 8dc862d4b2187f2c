"""诉求人 · who asked, in an encrypted row of its own (TRUST, 个人信息保护法)."""

from django.db import models

from huying.case.models.case import Case


class Identity(models.Model):
    """Name and phone under SM4-GCM, bound to the case; `phone_index` finds the same phone without showing it.

    `masked_name` and `masked_phone` are what lists show. Written and opened by `case.identity` alone.
    """

    jurisdiction = models.PositiveIntegerField()
    case = models.OneToOneField(Case, models.PROTECT, related_name="identity")
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    tail = models.CharField(max_length=64, blank=True)
    masked_name = models.CharField(max_length=24, blank=True)
    masked_phone = models.CharField(max_length=20, blank=True)
    erased_at = models.DateTimeField(null=True)
