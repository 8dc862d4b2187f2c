"""清单增行 · one more line in the matter list in force, as a leader's ruling decides (WZ2)."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.directory import suggest
from huying.directory.matter_list import current_list
from huying.directory.models import AreaLevel, Edit, Fate, LimitClass, Matter, MatterList, MatterUnit, Person, Unit

LONGEST = 120


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What the line says. `parent` is a line of the list in force, or None for a line of the first level."""

    name: str
    parent: Matter | None = None
    limit_class: str = LimitClass.GENERAL
    claimable: bool = True
    community: bool = False
    words: str = ""


@transaction.atomic
def add_matter(new: NewMatter, *, lead: Unit, by: Person, at: datetime) -> Matter:
    """新增事项 · at the end of its branch, led by that unit; the edit leaves a line of its own."""
    listing, name = _current(at), new.name.strip()
    _check(new, name, listing)
    matter = Matter.objects.create(
        list=listing, parent=new.parent, name=name, full_name=_full_name(new.parent, name), basis=_("领导裁定新增"),
        limit_class=new.limit_class, claimable=new.claimable, community=new.community, words=new.words.strip(),
    )  # fmt: skip
    MatterUnit.objects.create(matter=matter, level=_level_of(lead), unit=lead)
    after = {"name": matter.full_name, "lead": lead.name}
    Edit.objects.create(
        register="matters",
        key=f"{listing}/{matter.pk}",
        title=matter.full_name,
        fate=Fate.NEW,
        by=by,
        at=at,
        after=after,
    )
    suggest.forget()
    return matter


def _current(at: datetime) -> MatterList:
    listing = current_list(localdate(at))
    if listing is None:
        raise ValidationError(_("还没有现行的事项清单。"))
    return listing


def _check(new: NewMatter, name: str, listing: MatterList) -> None:
    if not name or len(name) > LONGEST or "/" in name:
        raise ValidationError(_("请填写事项名称，最多 %(most)s 个字，不含斜杠。") % {"most": LONGEST})
    if new.parent and new.parent.list_id != listing.pk:
        raise ValidationError(_("上级事项不在现行清单里，请重新选择。"))
    if Matter.objects.filter(list=listing, parent=new.parent, name=name).exists():
        raise ValidationError(_("清单里已有“%(name)s”，不用再加。") % {"name": _full_name(new.parent, name)})


def _full_name(parent: Matter | None, name: str) -> str:
    return f"{parent.full_name}/{name}" if parent else name


def _level_of(unit: Unit) -> str:
    return unit.area.level if unit.area else AreaLevel.COUNTY
