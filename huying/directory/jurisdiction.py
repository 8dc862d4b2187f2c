"""The jurisdiction 辖区 · the district this installation answers for, on every row that a case owns."""

from django.conf import settings


def here() -> int:
    """The six-digit area code of the district, as a number."""
    return int(settings.HUYING_JURISDICTION)
