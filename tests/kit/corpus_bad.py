"""坏文件 · what must be refused in words: bombs, locks, ruins and things that are no spreadsheet."""

import random
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import xlwt
from PIL import Image

from huying.kit import sheet_words as say
from tests.kit.corpus_good import csv_text, plain_xlsx
from tests.kit.corpus_parts import (
    COLUMNS,
    PROLOGUE,
    ROWS,
    Sample,
    book_parts,
    cell,
    pack,
    raw_book,
    row,
    table,
    worksheet,
)

BAD: list[Sample] = []


def bad(*words: str, suffix: str = ".xlsx") -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    def remember(make: Callable[[Path], None]) -> Callable[[Path], None]:
        BAD.append(Sample(make.__name__, suffix, make, words=words))
        return make

    return remember


@bad(say.TOO_MANY_COLUMNS)
def sparse(path: Path) -> None:
    """One cell in the last corner: a fast reader asked for 549 GB."""
    raw_book(path, worksheet(table([COLUMNS]) + row(1048576, [cell("XFD1048576", "远")])))


@bad(say.TOO_MANY_ROWS)
def sparse_rows(path: Path) -> None:
    raw_book(path, worksheet(table([COLUMNS]) + row(1048576, [cell("B1048576", "远")])))


@bad(say.TOO_HEAVY, say.TOO_MANY_COLUMNS, say.BROKEN)
def sparse_hidden_from_the_survey(path: Path) -> None:
    """Quoted in a way the survey does not look for: the child's own walls must hold."""
    far = row(1048576, [cell("XFD1048576", "远")]).replace('r="XFD', "r='XFD").replace('8576" t', "8576' t")
    raw_book(path, worksheet(table([COLUMNS]) + far))


@bad(say.TOO_MANY_COLUMNS, say.BROKEN, say.TOO_HEAVY)
def beyond_the_last_column(path: Path) -> None:
    raw_book(path, worksheet(table([COLUMNS]) + row(2, [cell("ZZZZZZ2", "远")])))


@bad(say.TOO_MANY_COLUMNS)
def three_thousand_columns(path: Path) -> None:
    wide = "".join(cell("", f"列{place}") for place in range(3000))
    raw_book(path, worksheet(f"<row>{wide}</row>"))


@bad(say.TOO_MANY_COLUMNS, suffix=".csv")
def csv_three_thousand_columns(path: Path) -> None:
    path.write_text(",".join(f"列{place}" for place in range(3000)), "utf-8")


@bad(say.TOO_MANY_COLUMNS, suffix=".xls")
def html_three_thousand_columns(path: Path) -> None:
    path.write_text("<table><tr>" + "<td>列</td>" * 3000 + "</tr></table>", "utf-8")


@bad(say.TOO_MANY_ROWS, suffix=".csv")
def csv_too_many_rows(path: Path) -> None:
    path.write_text("工单编号,内容\n" + "1,灯\n" * 300_001, "utf-8")


@bad(say.TOO_MANY_CELLS, suffix=".csv")
def csv_too_many_cells(path: Path) -> None:
    path.write_text(("甲" + "," * 499 + "\n") * 12_001, "utf-8")


@bad(say.TOO_EXPANDED)
def bomb(path: Path) -> None:
    parts = book_parts(worksheet(table([COLUMNS, *ROWS])))
    pack(path, {**parts, "xl/sharedStrings.xml": PROLOGUE + " " * 40_000_000})


@bad(say.TOO_EXPANDED)
def bomb_of_many_parts(path: Path) -> None:
    parts = book_parts(worksheet(table([COLUMNS, *ROWS])))
    pack(path, {**parts, **{f"xl/media/{number}.png": "" for number in range(6000)}})


@bad(say.TOO_HEAVY, say.TOO_SLOW)
def shared_string_bomb(path: Path) -> None:
    """One long text that 200,000 cells point at."""
    parts = book_parts(worksheet("".join(row(n, [f'<c r="A{n}" t="s"><v>0</v></c>']) for n in range(1, 200_001))))
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    pack(path, {**parts, "xl/sharedStrings.xml": f"{PROLOGUE}<sst {space}><si><t>{'灯' * 30_000}</t></si></sst>"})


@bad(say.UNSAFE)
def entities(path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    raw_book(path, worksheet(row(1, ['<c r="A1" t="inlineStr"><is><t>&c;</t></is></c>']), before=bomb))


@bad(say.UNSAFE)
def external_entity(path: Path) -> None:
    parts = book_parts(worksheet(table([COLUMNS])))
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    pack(path, {**parts, "xl/sharedStrings.xml": f"{PROLOGUE}{outside}<sst><si><t>&a;</t></si></sst>"})


@bad(say.UNSAFE, suffix=".xls")
def xml_2003_entities(path: Path) -> None:
    ns = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "哈">]><Workbook xmlns="{ns}" xmlns:ss="{ns}"><Worksheet '
        f'ss:Name="一"><Table><Row><Cell><Data ss:Type="String">&a;</Data></Cell></Row></Table></Worksheet></Workbook>',
        "utf-8",
    )


@bad(say.UNSAFE)
def path_that_climbs(path: Path) -> None:
    pack(path, {**book_parts(worksheet(table([COLUMNS]))), "../../etc/cron.d/x": "x"})


@bad(say.UNSAFE)
def absolute_path(path: Path) -> None:
    pack(path, {**book_parts(worksheet(table([COLUMNS]))), "/etc/x.xml": "x"})


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
        xlwt.CompoundDoc.XlsDoc().save(out, stream[:after] + record + stream[after:])


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


@bad(say.TOO_EXPANDED)
def overlapping_promises(path: Path) -> None:
    """Hundreds of parts, each inflating to tens of megabytes."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in book_parts(worksheet(table([COLUMNS]))).items():
            archive.writestr(name, text)
        for number in range(60):
            archive.writestr(f"xl/media/{number}.bin", b"\0" * 15_000_000)
