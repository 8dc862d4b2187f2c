"""琉璃庙镇 接诉即办 · the responsible cadre goes to the home the same day, and every visit counts."""

from huying.directory.roles import Role
from tests.stories.conftest import Town
from tests.stories.people import Resident, Time, case_of, photo

ROOF = "我家房顶下雨漏水，屋里的墙都湿了，老人住着不放心。"


def test_ll1_the_responsible_cadre_goes_to_the_home_the_same_day_and_visits_are_counted(town: Town, time: Time) -> None:
    """包村干部 · called in the morning, at the door before noon, there again after the rain; the resident sees both."""
    cadre = town.staff(Role.CADRE, town.world.east, "王包村")
    li = Resident(phone="13900005678", name="李奶奶")
    number = li.submits(ROOF, area=str(town.world.east_area.pk), place="东村 12 号")
    town.dispatcher.accepts(number)
    town.dispatcher.does(number, "sort", matter="公共设施/路灯", area="东村")
    town.dispatcher.does(number, "assign", unit="东村", reason="请包村干部当天入户")
    town.liaison.does(number, "entrust", to=str(cadre.person.pk))
    time.passes(minutes=10)
    assert number in cadre.bell()
    assert cadre.opens("/work/", **{"for": "me"}).has(f"/work/{number}/")
    time.passes(hours=2)
    cadre.does_on_the_spot(number, "arrived", words="进屋看了，东墙渗水，先挪了床", met="2", before=photo("navy"))
    time.passes(hours=5)
    cadre.does(number, "visit", words="雨后再看，约好明天请人盖油布", met="1", place="东村 12 号", photos=photo("gray"))
    counts = town.leader.opens("/month/visits/", **{"by": "person", "from": "2026-09-22", "to": "2026-09-22"})
    assert counts.tree.xpath("//tr[th='王包村']/td/a/text()") == ["2", "1", "1"]
    (figure,) = counts.tree.xpath("//tr[th='王包村']/td[3]/a/@href")
    assert number in town.leader.opens(figure).words
    visits = case_of(number).entries.filter(deed="visited").order_by("seq")
    assert [(visit.by, visit.facts["met"]) for visit in visits] == [(cadre.person, 2), (cadre.person, 1)]
    assert {visit.at.date() for visit in visits} == {case_of(number).arrived_at.date()}
    assert li.lines().count("已上门") == 2
    page = town.leader.opens(f"/cases/{number}/")
    assert page.texts("hy-timeline__head", "b").count("已上门") == 2
    assert [fact for fact in page.texts("hy-told", "li") if "见到人数" in fact] == ["见到人数 1", "见到人数 2"]
