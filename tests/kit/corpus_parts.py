"""语料的零件 · what the corpus is made of: a sample, the rows every good one holds, and a hand-made .xlsx."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

COLUMNS = ["工单编号", "标题", "内容", "电话", "来电时间"]
KNOWN = [*COLUMNS, "诉求内容", "反映内容"]
ROWS = [
    ["GD001", "路灯不亮", "村口的路灯坏了三天", "13800000001", "2024/1/2 8:05"],
    ["GD002", "【急】漏水", "三号楼\n地下室漏水", "13800000002", "2024年1月2日 下午3点"],
    ["GD003", "占道", "摊位占道，车过不去；“叫卖”声大", "13800000003", "2024-1-3"],
]
SPOKEN = datetime.fromisoformat("2024-01-02T08:05:00")

_NS = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_NS}/spreadsheetml/2006/main" xmlns:r="{_NS}/officeDocument/2006/relationships"'
_REL = f"{_NS}/package/2006/relationships"
_OFFICE = f"{_NS}/officeDocument/2006/relationships"
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Sample:
    """一份 · a file by script: either it is read (`rows` of them) or it is refused in these `words`."""

    name: str
    suffix: str
    make: Callable[[Path], None]
    rows: int = 0
    words: tuple[str, ...] = ()

    def write(self, folder: Path) -> Path:
        path = folder / f"{self.name}{self.suffix}"
        self.make(path)
        return path


def cell(reference: str, text: str) -> str:
    """An inline text cell; without a reference its place follows from its order."""
    place = f' r="{reference}"' if reference else ""
    return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def row(number: int, cells: list[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def table(rows: list[list[str]], first: int = 1) -> str:
    """Rows of text, from column A and row `first`."""
    return "".join(
        row(number, [cell(f"{chr(65 + place)}{number}", text) for place, text in enumerate(texts)])
        for number, texts in enumerate(rows, start=first)
    )


def worksheet(body: str, *, before: str = "", after: str = "") -> str:
    return f"{PROLOGUE}{before}<worksheet {_MAIN}><sheetData>{body}</sheetData>{after}</worksheet>"


def book_parts(*sheets: str) -> dict[str, str]:
    """The smallest set of parts that is a workbook."""
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    return {
        "[Content_Types].xml": f'{PROLOGUE}<Types xmlns="{_NS}/package/2006/content-types"/>',
        "_rels/.rels": f'{PROLOGUE}<Relationships xmlns="{_REL}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"{PROLOGUE}<workbook {_MAIN}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{PROLOGUE}<Relationships xmlns="{_REL}">{links}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, start=1)},
    }


def pack(path: Path, parts: dict[str, str]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def raw_book(path: Path, *sheets: str) -> None:
    """An .xlsx of hand-made worksheets."""
    pack(path, book_parts(*sheets))


GOOD: list[Sample] = []


def good(*, suffix: str = ".xlsx", rows: int = 3) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    def remember(make: Callable[[Path], None]) -> Callable[[Path], None]:
        GOOD.append(Sample(make.__name__, suffix, make, rows=rows))
        return make

    return remember


BAD: list[Sample] = []


def bad(*words: str, suffix: str = ".xlsx") -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    def remember(make: Callable[[Path], None]) -> Callable[[Path], None]:
        BAD.append(Sample(make.__name__, suffix, make, words=words))
        return make

    return remember
