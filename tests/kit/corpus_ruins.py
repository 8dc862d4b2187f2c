"""残件 · files that are locked, broken or no spreadsheet at all, and must be refused in words."""

import random
import zlib
from pathlib import Path
from zipfile import ZIP_BZIP2, ZipFile

import xlwt
from PIL import Image
from xlwt.CompoundDoc import XlsDoc

from huying.kit import sheet_words as say
from tests.kit.corpus_books import plain_xlsx
from tests.kit.corpus_parts import (
    COLUMNS,
    ROWS,
    bad,
    book_parts,
    pack,
    raw_book,
    table,
    worksheet,
)
from tests.kit.corpus_texts import csv_text


@bad(say.ENCRYPTED)
def zip_with_password(path: Path) -> None:
    """The flag of an encrypted part, set by hand in both headers."""
    plain_xlsx(path)
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    path.write_bytes(bytes(content))


@bad(say.ENCRYPTED)
def encrypted_package(path: Path) -> None:
    """What Office writes for a workbook with a password to open it."""
    _old(path)
    name, locked = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    content = path.read_bytes()
    place = content.rfind(name)
    path.write_bytes(content[:place] + locked + content[place + len(locked) :])


@bad(say.ENCRYPTED, suffix=".xls")
def xls_with_password(path: Path) -> None:
    """A FILEPASS record follows the first record of the workbook stream."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("一").write(0, 0, "工单编号")
    stream = book.get_biff_data()
    after = 4 + int.from_bytes(stream[2:4], "little")
    record = b"\x2f\x00\x36\x00\x01\x00\x01\x00\x01\x00" + b"\x11" * 48
    with path.open("wb") as out:
        XlsDoc().save(out, stream[:after] + record + stream[after:])


def _old(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("一").write(0, 0, "工单编号")
    book.save(str(path))


@bad(say.NOT_A_SHEET, suffix=".xls")
def word_document(path: Path) -> None:
    _old(path)
    content = path.read_bytes()
    path.write_bytes(content.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")))


@bad(say.NOT_A_SHEET, suffix=".xlsx")
def docx_renamed(path: Path) -> None:
    pack(path, {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})


@bad(say.OTHER_FORMAT, suffix=".xlsx")
def ods_renamed(path: Path) -> None:
    pack(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})


@bad(say.OTHER_FORMAT, suffix=".xlsb")
def binary_workbook(path: Path) -> None:
    pack(path, {"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"})


@bad(say.OTHER_FORMAT, suffix=".xls")
def web_archive(path: Path) -> None:
    path.write_text("MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table><tr><td>x</td></tr></table>", "utf-8")


@bad(say.EMPTY)
def empty(path: Path) -> None:
    path.write_bytes(b"")


@bad(say.NO_ROWS, suffix=".csv")
def only_white_space(path: Path) -> None:
    path.write_text("\r\n \r\n\t\r\n", "utf-8")


@bad(say.NO_ROWS, suffix=".csv")
def only_commas(path: Path) -> None:
    path.write_text(",,,\n,,,\n", "utf-8")


@bad(say.NO_ROWS)
def empty_workbook(path: Path) -> None:
    raw_book(path, worksheet(""))


@bad(say.BROKEN)
def truncated(path: Path) -> None:
    plain_xlsx(path)
    path.write_bytes(path.read_bytes()[:-200])


@bad(say.BROKEN)
def truncated_early(path: Path) -> None:
    plain_xlsx(path)
    path.write_bytes(path.read_bytes()[:500])


@bad(say.BROKEN)
def damaged_within(path: Path) -> None:
    """The part's checksum no longer fits."""
    parts = book_parts(worksheet(table([COLUMNS, *ROWS])))
    with ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    path.write_bytes(path.read_bytes().replace("路灯".encode(), "马灯".encode()))


@bad(say.BROKEN)
def size_that_lies(path: Path) -> None:
    """The directory declares ten bytes for a part that holds a thousand times more."""
    parts = book_parts(worksheet(table([COLUMNS, *ROWS])))
    body = ("<x>" + " " * 10_000).encode()
    pack(path, {**parts, "xl/sharedStrings.xml": body.decode()})
    length = len(body).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(length, (10).to_bytes(4, "little")))


@bad(say.BROKEN)
def strange_compression(path: Path) -> None:
    with ZipFile(path, "w", ZIP_BZIP2) as archive:
        for name, text in book_parts(worksheet(table([COLUMNS, *ROWS]))).items():
            archive.writestr(name, text)


@bad(say.BROKEN, say.NOT_A_SHEET, suffix=".xls")
def truncated_xls(path: Path) -> None:
    _old(path)
    path.write_bytes(path.read_bytes()[:1024])


@bad(say.BROKEN, say.NO_ROWS)
def worksheet_that_is_missing(path: Path) -> None:
    parts = book_parts(worksheet(table([COLUMNS])))
    del parts["xl/worksheets/sheet1.xml"]
    pack(path, parts)


@bad(say.BROKEN, say.NO_ROWS)
def worksheet_that_breaks_off(path: Path) -> None:
    parts = book_parts(worksheet(table([COLUMNS, *ROWS]))[:-120])
    pack(path, parts)


@bad(say.NOT_A_SHEET)
def random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(5000))


@bad(say.NOT_A_SHEET, suffix=".csv")
def few_random_bytes(path: Path) -> None:
    path.write_bytes(bytes(random.Random(8).choices(range(1, 256), k=300)))


@bad(say.NOT_A_SHEET)
def compressed_noise(path: Path) -> None:
    path.write_bytes(zlib.compress(random.Random(9).randbytes(2000)))


@bad(say.NOT_A_SHEET)
def image_named_xlsx(path: Path) -> None:
    Image.new("RGB", (64, 64), "red").save(path, "PNG")


@bad(say.NOT_A_SHEET)
def pdf_named_xlsx(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")


@bad(say.NO_TABLE, suffix=".xls")
def page_without_table(path: Path) -> None:
    path.write_text("<html><body><p>登录已过期，请重新登录</p></body></html>", "utf-8")


@bad(say.NO_TABLE, suffix=".csv")
def drawing(path: Path) -> None:
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "utf-8")


@bad(say.OPEN_QUOTE, suffix=".csv")
def quote_never_closed(path: Path) -> None:
    path.write_text(csv_text() + 'GD004,"' + "灯" * 250_000, "utf-8")


@bad(say.OPEN_QUOTE, suffix=".csv")
def quote_swallows_the_rest(path: Path) -> None:
    path.write_text(csv_text().replace(",占道,", ',"占道,'), "utf-8")


@bad(say.LONG_ROW)
def one_endless_cell(path: Path) -> None:
    raw_book(path, worksheet(table([COLUMNS, ["GD001", "灯" * 1_100_000]])))


@bad(say.NOT_A_FILE, suffix="")
def folder(path: Path) -> None:
    path.mkdir()


@bad(say.NOT_A_FILE)
def nothing_there(path: Path) -> None:
    path.unlink(missing_ok=True)
