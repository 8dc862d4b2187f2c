"""公开的率 · {% load openly %}{% openly now as month %} on the home page."""

from datetime import datetime

from django import template

from huying.oversight.month import openly as figures

register = template.Library()


@register.simple_tag
def openly(now: datetime) -> figures.Openly | None:
    """The rates of the month, or nothing."""
    return figures.openly(now)
