"""动作矩阵 · who may do what to which case, said once more by hand; and each act really asked for through its page (attack 11)."""

from collections.abc import Mapping

import pytest
from django.db import transaction

from huying.case.deeds import DEEDS
from huying.case.models import Entry
from huying.case.sight import may
from huying.directory.roles import Role
from huying.kit.clock import now
from tests.attacks.ground import BLIND, WIDE, Actor, Ground, Scene, reach, sees

pytestmark = pytest.mark.django_db

DESK = "operator dispatcher"
FIELD = "liaison staff cadre grid_worker unit_leader"
JUDGES = "leader main_leader supervisor"
LEADERS = "unit_leader leader main_leader"
ENTITLED: Mapping[str, str] = {
    "received": f"{DESK} grid_worker cadre", "imported": "dispatcher", "accepted": DESK, "declined": DESK, "merged": DESK,
    "offered": DESK, "claimed": FIELD, "assigned": f"{DESK} {LEADERS}", "put_to_leader": DESK, "appointed": JUDGES,
    "objected": FIELD, "objection_upheld": f"{DESK} {JUDGES}", "objection_rejected": f"{DESK} {JUDGES}",
    "given_back": FIELD, "escalated": f"{FIELD} {LEADERS}", "handled": FIELD, "reported": FIELD, "approved": LEADERS,
    "sent_back": LEADERS, "replied": FIELD, "rated": "caller", "disputed": FIELD, "referred": "caller",
    "reopened": f"caller {JUDGES}", "dispute_rejected": JUDGES, "closed": f"caller {JUDGES}",
    "withdrawn": f"{DESK} caller", "terminated": JUDGES,
    "joined": f"{DESK} grid_worker cadre", "split": DESK, "linked": f"{DESK} {FIELD}", "sorted": DESK, "corrected": DESK,
    "supplemented": f"{DESK} grid_worker cadre", "transferred": DESK, "answered": "dispatcher",
    "city_changed": "dispatcher", "copied": DESK, "unclaimed": "", "alerted": f"{DESK} grid_worker cadre",
    "signed_in": FIELD, "entrusted": FIELD, "inquiry_asked": f"{DESK} {FIELD}", "inquired": f"{DESK} {FIELD}",
    "contacted": FIELD, "contact_tried": FIELD, "visited": FIELD, "progressed": FIELD, "measured": FIELD,
    "committed": FIELD, "commitment_kept": FIELD, "extension_asked": FIELD, "extended": LEADERS,
    "extension_refused": LEADERS, "part_opened": f"{DESK} {FIELD}", "part_done": FIELD, "called_back": "caller",
    "urged": f"supervisor {LEADERS}", "breached": "", "raised": "supervisor", "summoned": "supervisor",
    "commented": f"{DESK} {FIELD} {JUDGES}", "revealed": f"{DESK} {FIELD} {JUDGES} caller", "redacted": "security_admin",
    "exclusion_asked": FIELD, "excluded": "assessor", "counted": "assessor", "told": "", "set_aside": "", "reckoned": "", 
    "kept_back": DESK, "mended": "security_admin",
}  # fmt: skip
"""Deed → the posts that may do it, from PRODUCT §2: a change of the deed table that widens a post is made here a second time."""

TIED = {"claimed": "offered", "appointed": "rules"} | dict.fromkeys(
    ["inquired", "part_done", "visited", "progressed", "commented", "committed", "commitment_kept"], "helps"
)
MAKES = frozenset({"received", "imported"})


def entitled(actor: Actor, deed: str, scene: Scene) -> bool:
    return any(role in ENTITLED[deed].split() and _reaches(role, unit, deed, scene) for role, unit in actor.posts)


def _reaches(role: str, unit: str, deed: str, scene: Scene) -> bool:
    """Whoever sees everything acts on everything; a unit on what it holds, or by the tie that the deed names."""
    if role in WIDE | BLIND or deed in MAKES:
        return True
    looks = reach(role, unit)
    tied = scene.ties.get(TIED.get(deed, ""), frozenset())
    return bool(looks & tied) or (deed != "claimed" and scene.holder in looks)


def test_every_deed_stands_in_the_statement() -> None:
    """A new deed that a post may do is stated here as well, by whoever makes it."""
    assert {
        name for name in DEEDS.keys() - ENTITLED.keys() if any(isinstance(who, Role) for who in DEEDS[name].who)
    } == set()


def test_each_post_may_do_what_is_stated_and_nothing_else(ground: Ground) -> None:
    cells, wrong = 0, []
    for actor in ground.actors:
        for scene in ground.scenes:
            for deed in DEEDS.keys() & ENTITLED.keys():
                cells += 1
                if may(actor.person, deed, scene.case, at=now()) is not entitled(actor, deed, scene):
                    wrong.append((actor.name, scene.token, deed))
    assert wrong == []
    assert cells > 60_000


ACTS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("accept", "accepted", "暗号甲零一", {}),
    ("sort", "sorted", "暗号甲零二", {"matter": "路灯", "urgent": "yes"}),
    ("assign", "assigned", "暗号甲零二", {"unit": "西村", "reason": "属地"}),
    ("put-to-leader", "put_to_leader", "暗号甲零二", {"reason": "清单没有"}),
    ("appoint", "appointed", "暗号甲零四", {"unit": "东村", "reason": "属地"}),
    ("sign-in", "signed_in", "暗号甲05", {}),
    ("contact", "contacted", "暗号甲05", {"reached": "yes", "words": "已通话"}),
    ("progress", "progressed", "暗号甲05", {"words": "已报修"}),
    ("give-back", "given_back", "暗号甲05", {"reason": "不归我村管"}),
    ("urge", "urged", "暗号甲05", {"words": "请抓紧"}),
    ("terminate", "terminated", "暗号甲05", {}),
    ("supplement", "supplemented", "暗号甲05", {"words": "又坏一盏"}),
    ("reject", "objection_rejected", "暗号甲06", {"reason": "属地"}),
    ("report", "reported", "暗号甲09", {}),
    ("approve", "approved", "暗号甲10", {}),
    ("send-back", "sent_back", "暗号甲10", {"reason": "照片不清"}),
    ("reply", "replied", "暗号甲11", {"way": "phone", "words": "村口路灯已于昨日修好，请您查看，感谢监督。"}),
    ("order-again", "dispute_rejected", "暗号甲14", {"reason": "没有修好"}),
    ("exclude", "excluded", "暗号甲15", {"reason": "不属实"}),
    ("summon", "summoned", "暗号乙零四", {"on": "2026-09-28"}),
    ("progress", "progressed", "暗号乙零一", {"words": "已去看过"}),
    ("progress", "progressed", "暗号丙零一", {"words": "正在核查"}),
)
"""The address of an act, its deed, the case to try it on, and a form that is filled in."""


def test_an_act_is_refused_to_whoever_may_not_whatever_is_sent(ground: Ground) -> None:
    """As if the page had shown the form to everybody: the answer decides, and the ledger is looked at."""
    wrong, done = [], set()
    for name, deed, token, given in ACTS:
        scene = ground.scene(token)
        for actor in ground.actors:
            before = Entry.objects.filter(case=scene.case).count()
            with transaction.atomic():
                answer = actor.client.post(f"/work/{scene.case.number}/{name}/", given)
                written = Entry.objects.filter(case=scene.case).count() - before
                transaction.set_rollback(True)
            if answer.status_code >= 500 or (written and not (sees(actor, scene) and entitled(actor, deed, scene))):
                wrong.append((actor.name, token, name, answer.status_code))
            done |= {name} if written else set()
    assert wrong == []
    assert len(done) >= 10, done
