"""炸弹 · files that are made, or have grown, to bring a reader down."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from huying.kit import sheet_words as say
from tests.kit.corpus_parts import COLUMNS, PROLOGUE, ROWS, bad, book_parts, cell, pack, raw_book, row, table, worksheet


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


@bad(say.TOO_EXPANDED)
def overlapping_promises(path: Path) -> None:
    """Hundreds of parts, each inflating to tens of megabytes."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in book_parts(worksheet(table([COLUMNS]))).items():
            archive.writestr(name, text)
        for number in range(60):
            archive.writestr(f"xl/media/{number}.bin", b"\0" * 15_000_000)
