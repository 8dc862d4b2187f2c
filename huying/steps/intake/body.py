"""请求体 · a request that is too large is refused in words, before it is read."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _

from huying.case.refused import Refused

MEGABYTE = 2**20


class TooLarge(Refused):
    """More than we take: 413."""

    status = 413


def received(request: HttpRequest) -> None:
    """Read the form, or say why it cannot be read."""
    most = settings.HUYING_BODY_MOST
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise TooLarge(_("一次提交的内容超过 %(most)s MB，请少选几张照片，分几次补充。") % {"most": most // MEGABYTE})
    try:
        request.POST  # noqa: B018 reading it is the point
    except RequestDataTooBig as fault:
        raise TooLarge(_("文字太长了，最多 8000 个字；其余请分成几件事反映，或者拍成照片。")) from fault
    except (TooManyFilesSent, TooManyFieldsSent) as fault:
        raise TooLarge(_("一次提交的照片或内容太多了，照片最多 9 张，其余请稍后补充。")) from fault
    except (MultiPartParserError, UnreadablePostError) as fault:
        raise TooLarge(_("没有收完整，可能是网络断了。请再提交一次，不会重复登记。")) from fault
