"""大厅的部件 · the ring of a card, and how figures are written: {% claim_ring card at %}, {% percent share %}, {% minutes value %}."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from huying.kit.text import mask_words
from huying.steps.dispatch.board.cards import Card

register = template.Library()
NONE = "—"
GOAL = 0.9
COLOURS = ((20, "red"), (50, "amber"), (100, "blue"))
"""Up to which share of the time left the ring has which colour."""

RING = (
    '<svg class="hy-claim__ring hy-claim__ring--{}" viewBox="0 0 36 36" role="timer" aria-label="{}" data-ring>'
    '<circle cx="18" cy="18" r="15.9"/><circle class="hy-claim__part" cx="18" cy="18" r="15.9" pathLength="100" '
    'stroke-dasharray="{} 100" transform="rotate(-90 18 18)"/><text x="18" y="20.6">{}</text></svg>'
)


@register.simple_tag
def claim_ring(card: Card, at: datetime) -> SafeString:
    """十五分钟 · how much is left, as a circle and as words; SVG attributes only, no style."""
    if card.state != "open":
        words = _("已领") if card.state == "taken" else _("已派")
        return format_html(RING, "green" if card.state == "taken" else "quiet", words, 100, words)
    share, left = card.share_left(at), card.left(at)
    colour = next(name for most, name in COLOURS if share <= most)
    return format_html(RING, colour, _("剩余 %s") % left, share, left)


@register.filter
def masked(words: str) -> str:
    """Without the telephone and other private numbers that people write into what they say."""
    return mask_words(words)


@register.simple_tag
def percent(share: float | None) -> str:
    """92.4%, one decimal; a dash where there is nothing to divide by."""
    return NONE if share is None else f"{share * 100:.1f}%"


@register.simple_tag
def rate_colour(share: float | None) -> str:
    """Green from nine in ten on, as Huairou has it (HR1); amber below."""
    return "" if share is None else "hy-kpi--green" if share >= GOAL else "hy-kpi--amber"


@register.simple_tag
def minutes(value: float | None) -> str:
    """3.7 分."""
    return NONE if value is None else _("%.1f 分") % value
