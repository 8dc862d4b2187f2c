"""People and posts 人员与岗位 · who signs in, and what they are entitled to by each post."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from huying.directory.models.area import Area
from huying.directory.models.belongs import Belongs
from huying.directory.models.unit import Unit
from huying.directory.models.valid import Valid
from huying.directory.prepared import Prepared
from huying.directory.roles import ADMINISTRATORS, Role


class People(BaseUserManager["Person"]):
    """People by the name they sign in with."""

    def create_person(self, username: str, name: str, password: str | None = None) -> "Person":
        person = self.model(username=self.model.normalize_username(username), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get(self, *args: Any, **wanted: Any) -> "Person":
        """By row number, as every signed-in page asks: made into SQL once. Otherwise as Django does."""
        if args or wanted.keys() != {"pk"}:
            return super().get(*args, **wanted)
        found = _BY_NUMBER(int(wanted["pk"]))
        if not found:
            raise self.model.DoesNotExist
        return found[0]


class Person(AbstractBaseUser, Belongs):
    """Somebody who works here. What they may do comes from their posts alone."""

    username = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    email = models.EmailField(_("电子邮箱"), blank=True)
    is_active = models.BooleanField(_("在职"), default=True)
    must_change_password = models.BooleanField(_("须改密码"), default=False)
    joined_at = models.DateTimeField(_("建档时间"), auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[People] = People()

    class Meta:
        verbose_name = _("人员")
        constraints = [models.UniqueConstraint(Lower("username"), name="person_username_once")]

    def __str__(self) -> str:
        return self.name

    def posts_on(self, day: date) -> list["Post"]:
        """The posts in force that day; read once for each person object."""
        return [post for post in self._posts if post.valid_on(day)]

    @cached_property
    def _posts(self) -> list["Post"]:
        if not self.is_active:
            return []
        posts = _POSTS_OF(self.pk)
        for post in posts:
            post.person = self
        return posts

    def is_administrator(self, day: date) -> bool:
        return any(post.role in ADMINISTRATORS for post in self.posts_on(day))


class OldPassword(models.Model):
    """The digest of a password once used, so that the last five are refused."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="old_passwords")
    digest = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)


class Posts(models.QuerySet["Post"]):
    """Posts are made one by one, so that each is held against the person's others."""

    def bulk_create(self, objs: Iterable["Post"], *args: object, **kwargs: object) -> list["Post"]:
        raise NotImplementedError("save posts one by one: each is checked against the others")


class Post(Valid, Belongs):
    """One person's role in one unit; a grid worker's or cadre's `area` is the patch."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(_("岗位"), max_length=20, choices=Role)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="posts")

    objects = Posts.as_manager()

    class Meta:
        verbose_name = _("岗位")
        constraints = [models.UniqueConstraint(fields=["person", "unit", "role", "valid_from"], name="post_once")]

    def clean(self) -> None:
        """三员分立 · an administrator's post stands alone while it lasts (等保 2.0)."""
        for other in Post.objects.filter(person_id=self.person_id).exclude(pk=self.pk):
            if self._overlaps(other) and {self.role, other.role} & ADMINISTRATORS:
                raise ValidationError(
                    _("系统管理员、安全管理员、审计管理员互斥，也不得兼任其他岗位：%(name)s已任%(post)s。"),
                    code="exclusive",
                    params={"name": self.person.name, "post": other.get_role_display()},
                )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Two posts granted to one person at the same moment come one after the other: the person's row is the lock."""
        with transaction.atomic():
            Person.objects.filter(pk=self.person_id).update(username=F("username"))
            self.clean()
            super().save(*args, **kwargs)

    def _overlaps(self, other: "Post") -> bool:
        starts_in_time = other.valid_to is None or self.valid_from <= other.valid_to
        return starts_in_time and (self.valid_to is None or other.valid_from <= self.valid_to)

    @property
    def sight(self) -> Role:
        """The role, as the word that the tables of permission know."""
        return Role(self.role)

    def get_role_display(self) -> str:  # type: ignore[no-redef]
        """Without translating the names of all roles, as Django's own does: every page of the desk shows it."""
        return str(self.sight.label)

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_role_display()}"


_BY_NUMBER: Prepared[Person] = Prepared(lambda pk: Person.objects.filter(pk=pk))
_POSTS_OF: Prepared[Post] = Prepared(lambda person: Post.objects.filter(person=person).select_related("unit", "area"))
