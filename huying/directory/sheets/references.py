"""引用 · a row that another row names, by its code or, where only one is called so, by its name."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from huying.directory.sheets.cells import Bad


class References:
    """The codes and names that may be spoken of."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._codes: set[str] = set()
        self._named: dict[str, set[str]] = defaultdict(set)
        for code, name in rows:
            self._codes.add(code)
            self._named[name].add(code)

    def __contains__(self, code: str) -> bool:
        return code in self._codes

    def find(self, text: str, what: str) -> str:
        """The code that is meant; raises `Bad` where there is none, or more than one."""
        if text in self._codes:
            return text
        codes = self._named.get(text, set())
        if not codes:
            raise Bad(_("%(what)s“%(text)s”不存在") % {"what": what, "text": text})
        if len(codes) > 1:
            raise Bad(
                _("%(what)s“%(text)s”有 %(count)d 个，请改填代码") % {"what": what, "text": text, "count": len(codes)}
            )
        return next(iter(codes))
