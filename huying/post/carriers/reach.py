"""够得着 · the resident's telephone, opened at the moment of carrying and kept nowhere."""

from django.utils.translation import gettext as _

from huying.case.identity import opened
from huying.case.models import Identity
from huying.post.carriers.refusal import NotCarried
from huying.post.models import Letter


def phone_of(letter: Letter) -> str:
    """In clear. Who was erased meanwhile, or never left a number, is not written to."""
    row = Identity.objects.filter(case=letter.entry.case_id, erased_at=None).exclude(phone_index="").first()
    phone = opened(row).phone if row else ""
    if not phone:
        raise NotCarried(_("诉求人没有可用的电话。"))
    return phone
