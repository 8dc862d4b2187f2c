"""人员的案卷 · the security administrator grants and ends posts."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.directory.models import Person, Post
from huying.directory.models.valid import ALWAYS
from huying.directory.pages.desk import Desk, Item, Section, Tag
from huying.directory.roles import Role
from huying.directory.sheets import REGISTERS
from huying.directory.sheets.plan import Key
from huying.kit.clock import now

LEFT = Tag("", "x", gettext_lazy("离职"))
NO_POST = Tag("amber", "alert", gettext_lazy("没有岗位"))


class PersonDesk(Desk[Person]):
    """人员与岗位."""

    register, model, icon = REGISTERS["people"], Person, "users"
    lead = gettext_lazy("谁在什么单位担任什么岗位。系统、安全、审计管理员互斥，也不得兼任其他岗位。")
    keepers = frozenset({Role.SECURITY_ADMIN})
    searched = ("name", "username")
    order = "username"
    headings = (gettext_lazy("姓名"), gettext_lazy("现任岗位"))

    def rows(self) -> QuerySet[Person]:
        posts = Post.objects.select_related("unit").order_by("pk")
        return Person.objects.prefetch_related(Prefetch("posts", posts))

    def item(self, row: Person) -> Item:
        held = [f"{post.unit.name} · {post.get_role_display()}" for post in row.posts.all() if post.valid_on(_today())]
        tags = (LEFT,) if not row.is_active else () if held else (NO_POST,)
        return Item(row.name, self.url(row), (row.username,), ("、".join(held) or "—",), tags)

    def key(self, row: Person) -> Key:
        return (row.username.casefold(), "", "", ALWAYS)

    def find(self, key: Key) -> Person:
        return Person.objects.get(username__iexact=key[0])

    def standing(self, day: date) -> Q:
        return Q(is_active=True)

    def acts(self, row: Person) -> Sequence[Item]:
        return (Item(_("重置密码"), reverse("reset_password", args=[row.pk])),)

    def sections(self, row: Person, day: date) -> Iterable[Section]:
        posts = list(row.posts.select_related("unit", "area").order_by("valid_to", "pk"))
        add = Item(_("加一个岗位"), f"{reverse('people-new')}?username={row.username}&name={row.name}")
        yield Section(_("岗位"), "shield-user", [_held(post, day) for post in posts], len(posts), (add,))


def _held(post: Post, day: date) -> Item:
    patch = _("片区 %s") % post.area.name if post.area else ""
    tags = () if post.valid_on(day) else (Tag("", "x", _("已离岗") if post.valid_to else _("未到任")),)
    since = "" if post.valid_from == ALWAYS else _("%s 起") % post.valid_from
    until = _("至 %s") % post.valid_to if post.valid_to else ""
    url = reverse("people-post", args=[post.person_id, post.pk])
    return Item(
        f"{post.unit.name} · {post.get_role_display()}", url, tuple(filter(None, (patch, since, until))), (), tags
    )


def _today() -> date:
    return localdate(now())


PEOPLE = PersonDesk()
