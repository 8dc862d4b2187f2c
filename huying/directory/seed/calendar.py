"""法定节假日 · the State Council's yearly notices, as the maintained `holidays` package has them: rests and make-up working days.

Only years with a notice are taken over. The package also reckons later years from the law; those are estimates, and
never become days of ours: a clock that runs past the last notice is marked "calendar not published" instead.
"""

from datetime import date, datetime

import holidays
from django.utils.translation import gettext as _

from huying.directory.edit_calendar import Days, Plan, edit_calendar, newest
from huying.directory.models import CalendarVersion

DECEMBER = 12


def seed_calendar(at: datetime) -> CalendarVersion:
    """起始日历 · version 1, or a further version when newer notices are known. Edited days are left as they are."""
    version, last = newest(), last_year()
    if version is None:
        return edit_calendar(
            statutory(), by=None, at=at, published_to=date(last, 12, 31), note=_("国务院办公厅放假通知")
        )
    if version.published_to.year >= last:
        return version
    since = date(version.published_to.year, DECEMBER, 1)  # a notice may move days of the December before its year
    kept = set(version.days.values_list("day", flat=True))
    fresh = {day: plan for day, plan in statutory().items() if day >= since and day not in kept}
    note = _("新增 %d 年放假通知") % last
    return edit_calendar(fresh, by=None, at=at, published_to=date(last, 12, 31), note=note)


def noticed_years() -> list[int]:
    """The years whose notice the package has read; each notice moves at least one day."""
    return sorted(holidays.country_holidays("CN").special_public_holidays)


def last_year() -> int:
    """The last year with a notice."""
    return noticed_years()[-1]


def statutory() -> Days:
    """Every holiday, rest and make-up working day of the years with a notice."""
    years = noticed_years()
    found = holidays.country_holidays("CN", years=years, language="zh_CN")
    days = {day: Plan(works=False, name=name) for day, name in found.items() if day.year in years}
    return days | {day: Plan(works=True, name=_("调休上班")) for day in found.weekend_workdays if day.year in years}
