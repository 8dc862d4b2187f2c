"""Who is who 组织与人员, where is where 区划, what belongs to whom 事项清单, and which days work 工作日历."""

from huying.directory.models.act import Act, What
from huying.directory.models.area import Area, AreaLevel
from huying.directory.models.calendar import CalendarDay, CalendarVersion
from huying.directory.models.edit import Edit, Fate
from huying.directory.models.hint import Hint
from huying.directory.models.limit import Limit, Measure
from huying.directory.models.matter import LimitClass, Matter, MatterList, MatterUnit
from huying.directory.models.person import OldPassword, Person, Post
from huying.directory.models.tally import Tally
from huying.directory.models.unit import Unit, UnitKind

__all__ = [
    "Act",
    "Area",
    "AreaLevel",
    "CalendarDay",
    "CalendarVersion",
    "Edit",
    "Fate",
    "Hint",
    "Limit",
    "LimitClass",
    "Matter",
    "MatterList",
    "MatterUnit",
    "Measure",
    "OldPassword",
    "Person",
    "Post",
    "Tally",
    "Unit",
    "UnitKind",
    "What",
]
