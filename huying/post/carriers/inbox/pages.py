"""收件箱页面 · what the bell counts, listed; opening one leads to its case."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from huying.directory.access import Signed, signed_in
from huying.kit.clock import now
from huying.kit.whole import whole
from huying.post.carriers.inbox.mailbox import headline, letters_to, mark_read, sheet, unread
from huying.post.digest import todays, waits_of
from huying.post.models import Digest
from huying.post.notices import mark_notices_read, unread_notices


@require_GET
@signed_in
def inbox(request: Signed) -> HttpResponse:
    """未读在先：/inbox/ shows what is unread, /inbox/?all=1 everything."""
    at, everything = now(), request.GET.get("all") == "1"
    letters = letters_to(request.user, at=at)
    wanted = letters if everything else letters.filter(read_at=None)
    page = sheet(wanted, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    rows = [(letter, headline(letter)) for letter in page.letters]
    count = unread(request.user, at=at)
    shown = {"rows": rows, "page": page, "everything": everything, "unread": count}
    digest = todays(request.user, at=at)
    shown |= {"digest": digest, "waits": waits_of(digest) if digest else (), "notices": unread_notices(request.user)}
    return render(request, "post/inbox.html", shown)


@require_GET
@signed_in
def open_letter(request: Signed, key: int) -> HttpResponse:
    """打开 · marks it read and leads to the case."""
    at = now()
    mine = letters_to(request.user, at=at).filter(pk=key)
    letter = get_object_or_404(mine.select_related("entry__case"))
    mark_read(mine, at=at)
    return HttpResponseRedirect(f"/cases/{letter.entry.case.number}/")


@require_POST
@signed_in
def read(request: Signed) -> HttpResponse:
    """标为已读 · one letter, or all up to the newest that was shown, so that none is lost that came since."""
    at = now()
    letters = letters_to(request.user, at=at)
    mark_read(letters.filter(**_which(request)), at=at)
    return redirect(reverse("inbox") + ("?all=1" if request.POST.get("all") == "1" else ""))


@require_POST
@signed_in
def digest_read(request: Signed) -> HttpResponse:
    """知道了 · today's digest has been read; the first reading counts."""
    at = now()
    if digest := todays(request.user, at=at):
        Digest.objects.filter(pk=digest.pk, read_at=None).update(read_at=at)
    return redirect("inbox")


@require_POST
@signed_in
def notices_read(request: Signed) -> HttpResponse:
    """知道了 · what the house said of itself, up to the newest that was shown."""
    mark_notices_read(request.user, upto=whole(request.POST.get("upto", "")) or 0, at=now())
    return redirect("inbox")


def _which(request: HttpRequest) -> dict[str, int]:
    for field, lookup in (("letter", "pk"), ("upto", "pk__lte")):
        key = whole(request.POST.get(field, ""))
        if key is not None:
            return {lookup: key}
    return {"pk": 0}
