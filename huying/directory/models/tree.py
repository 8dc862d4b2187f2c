"""Trees 树 · rows that know their way from the root, so that "everything below" is one indexed prefix."""

from typing import Any, Self

from django.db import models


class Branch(models.Model):
    """A row of a tree. `path` is "/1/5/9/": the ids from the root down to the row itself."""

    path = models.CharField(max_length=200, default="", editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, then write down the way from the root; a moved row takes its branch along."""
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"  # type: ignore[attr-defined]
        if path != self.path:
            self._move(self.path, path)

    def _move(self, old: str, new: str) -> None:
        rows = type(self)._default_manager
        if old:
            for row in rows.filter(path__startswith=old).exclude(pk=self.pk):
                rows.filter(pk=row.pk).update(path=new + row.path[len(old) :])
        rows.filter(pk=self.pk).update(path=new)
        self.path = new

    def below(self) -> models.QuerySet[Self]:
        """The row itself and everything under it."""
        return type(self)._default_manager.filter(path__startswith=self.path)

    @property
    def above(self) -> list[int]:
        """The ids from the root down to the row itself."""
        return [int(step) for step in self.path.strip("/").split("/") if step]
