"""岗位 · the roles of PRODUCT §2, and how far each one sees. One table; permission is read from here."""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A post that a person holds in a unit."""

    OPERATOR = "operator", _("接线员")
    DISPATCHER = "dispatcher", _("派单员")
    GRID_WORKER = "grid_worker", _("网格员")
    CADRE = "cadre", _("包村干部")
    STAFF = "staff", _("科室人员")
    LIAISON = "liaison", _("接诉即办联络员")
    UNIT_LEADER = "unit_leader", _("单位负责人")
    LEADER = "leader", _("分管领导")
    MAIN_LEADER = "main_leader", _("主要领导")
    SUPERVISOR = "supervisor", _("督办员")
    CALLER = "caller", _("回访员")
    ASSESSOR = "assessor", _("考核员")
    PETITION_OFFICER = "petition_officer", _("信访专干")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


class Reach(Enum):
    """How far a post sees from its unit."""

    WHOLE = "every case of the jurisdiction"
    TREE = "the unit and every unit under it"
    UNIT = "the unit itself"
    NONE = "no case at all"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a role sees: how far, and whether it may lift the mask from a resident's name and phone."""

    reach: Reach
    reveals: bool = False


SIGHT: dict[Role, Sight] = {
    Role.OPERATOR: Sight(Reach.WHOLE, reveals=True),
    Role.DISPATCHER: Sight(Reach.WHOLE, reveals=True),
    Role.GRID_WORKER: Sight(Reach.UNIT, reveals=True),
    Role.CADRE: Sight(Reach.UNIT, reveals=True),
    Role.STAFF: Sight(Reach.UNIT, reveals=True),
    Role.LIAISON: Sight(Reach.UNIT, reveals=True),
    Role.UNIT_LEADER: Sight(Reach.TREE, reveals=True),
    Role.LEADER: Sight(Reach.TREE, reveals=True),
    Role.MAIN_LEADER: Sight(Reach.TREE, reveals=True),
    Role.SUPERVISOR: Sight(Reach.WHOLE, reveals=True),
    Role.CALLER: Sight(Reach.WHOLE, reveals=True),
    Role.ASSESSOR: Sight(Reach.WHOLE),
    Role.PETITION_OFFICER: Sight(Reach.UNIT, reveals=True),
    Role.SYSTEM_ADMIN: Sight(Reach.NONE),
    Role.SECURITY_ADMIN: Sight(Reach.NONE),
    Role.AUDIT_ADMIN: Sight(Reach.NONE),
}

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""等保 2.0 level 3, 8.1.4: the three are mutually exclusive, and hold no other post."""
