"""照片 · sent ahead or with the form; good ones are kept, bad ones refused in words; shown only to whoever may see them."""

import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huying.case import pictures
from huying.case.models import Case, Photo
from huying.directory.models import Tally
from tests.steps.intake.conftest import TEXT, camera, jpeg, photo
from tests.world import NINE, World

Sent = Callable[..., Any]


def bomb() -> bytes:
    """A PNG that claims 200 megapixels in 40 kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 20_000, 10_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (2501 * 10_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


BAD = {
    "empty": b"",
    "text": b"not a photo",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "cut": jpeg((800, 600))[:500],
    "bomb": bomb(),
    "html": b"<!doctype html><script>alert(1)</script>",
}


def ahead(client: Client, content: bytes | None = None) -> Any:
    return client.post("/submit/photo/", {"photo": photo(content)})


def code_of(answer: Any) -> str:
    return str(answer.url.split("/")[2])


def picture(answer: Any) -> bytes:
    assert answer["Content-Type"] == "image/jpeg"
    return b"".join(answer.streaming_content)


def test_a_photo_goes_ahead_of_its_form(client: Client, sent: Sent, world: World) -> None:
    answer = ahead(client)
    assert answer.status_code == 201
    sent(photo=[answer.json()["key"]])
    assert Photo.objects.get().case == Case.objects.get()
    assert Case.objects.get().entries.get(seq=1).facts["photos"] == [Photo.objects.get().digest]


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_what_is_no_photo_is_refused_in_words(client: Client, world: World, content: bytes) -> None:
    answer = ahead(client, content)
    assert answer.status_code == 422
    assert "照片" in answer.json()["refused"] or "尺寸" in answer.json()["refused"]
    assert not Photo.objects.exists()


def test_sixty_megabytes_are_refused_in_words(client: Client, world: World) -> None:
    answer = ahead(client, b"\xff\xd8\xff" + b"\x00" * (60 * 2**20))
    assert answer.status_code == 422
    assert "20 MB" in answer.json()["refused"]


def test_more_than_we_read_is_refused_in_words(client: Client, world: World, settings: Any) -> None:
    settings.HUYING_BODY_MOST = 1000
    answer = ahead(client, jpeg((400, 400)))
    assert answer.status_code == 413
    assert "超过" in answer.json()["refused"]
    page = client.post("/submit/", {"text": TEXT * 20, "photos": photo()})
    assert page.status_code == 413


def test_a_hundred_and_one_files_are_refused_in_words(client: Client, world: World) -> None:
    answer = client.post("/submit/", {"text": TEXT, "photos": [photo(b"x") for _ in range(101)]})
    assert answer.status_code == 413
    assert "照片最多 9 张" in answer.content.decode()


def test_no_photo_at_all_is_refused_in_words(client: Client, world: World) -> None:
    assert client.post("/submit/photo/").status_code == 422


def test_one_address_may_not_fill_the_disk(client: Client, world: World) -> None:
    ahead(client)
    Tally.objects.update(count=200)
    assert ahead(client).status_code == 429


def test_without_a_script_photos_come_with_the_form(sent: Sent) -> None:
    assert sent(photos=[photo(), photo(jpeg((32, 32)))]).status_code == 302
    assert Case.objects.get().photos.count() == 2


def test_the_same_form_with_the_same_photos_is_one_case(sent: Sent) -> None:
    assert sent(photos=[photo()]).url == sent(photos=[photo()]).url
    assert (Case.objects.count(), Case.objects.get().photos.count()) == (1, 1)


def test_a_bad_photo_does_not_cost_the_good_ones(sent: Sent) -> None:
    answer = sent(photos=[photo(), photo(b"nonsense", "bad.jpg")])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "bad.jpg" in page
    assert TEXT in page
    key = Photo.objects.get().key
    assert f'name="photo" value="{key}"' in page
    assert sent(photo=[key]).status_code == 302
    assert Case.objects.get().photos.count() == 1


def test_at_most_nine_photos_come_with_a_form(sent: Sent) -> None:
    answer = sent(photos=[photo() for _ in range(10)])
    assert answer.status_code == 422
    assert "最多 9 张" in answer.content.decode()


def test_another_s_photo_is_not_taken_along(client: Client, sent: Sent, world: World) -> None:
    theirs = pictures.keep(jpeg(), at=NINE)
    world.lamp(photos=[theirs])
    sent(photo=[theirs.key])
    assert Case.objects.order_by("-id")[0].photos.count() == 0


def test_where_it_was_taken_stays_with_us(client: Client, sent: Sent) -> None:
    code = code_of(sent(photos=[photo(camera())]))
    kept = Photo.objects.get()
    assert (kept.latitude, kept.longitude) == (40.2, 116.4)
    assert b"Exif" not in picture(client.get(f"/track/{code}/photo/{kept.key}/"))


def test_what_was_just_sent_is_shown_again_until_it_belongs_to_a_case(client: Client, sent: Sent) -> None:
    key = ahead(client).json()["key"]
    assert picture(client.get(f"/submit/photo/{key}/"))
    sent(photo=[key])
    assert client.get(f"/submit/photo/{key}/").status_code == 404


def test_a_photo_opens_by_the_secret_link_of_its_own_case_alone(client: Client, sent: Sent) -> None:
    mine = code_of(sent(photos=[photo()]))
    other = code_of(sent(idempotency_key="o" * 32, text="另一件事"))
    key = Photo.objects.get().key
    assert picture(client.get(f"/track/{mine}/photo/{key}/?small"))
    assert client.get(f"/track/{other}/photo/{key}/").status_code == 404
    assert client.get(f"/photo/{key}/").status_code == 302


def test_staff_see_the_photos_of_the_cases_they_see(client: Client, world: World) -> None:
    lamp = world.assigned(photos=[pictures.keep(jpeg(), at=NINE)])
    address = f"/photo/{lamp.photos.get().key}/"
    client.force_login(world.villager)
    answer = client.get(address)
    assert answer["Cache-Control"].startswith("private")
    assert picture(answer)
    client.force_login(world.neighbour)
    assert client.get(address).status_code == 404


def test_a_removed_photo_is_gone_for_everybody(client: Client, world: World) -> None:
    lamp = world.assigned(photos=[pictures.keep(jpeg(), at=NINE)])
    lamp.photos.update(removed_at=NINE)
    client.force_login(world.dispatcher)
    assert client.get(f"/photo/{lamp.photos.get().key}/").status_code == 404


def test_a_file_s_name_is_only_a_name(sent: Sent) -> None:
    file = SimpleUploadedFile("../../<b>x</b>.jpg", b"nonsense", content_type="image/jpeg")
    page = sent(photos=[file]).content.decode()
    assert "<b>x</b>" not in page
