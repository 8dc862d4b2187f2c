"""表格的话 · every sentence the spreadsheet reader can say to a person, in one place.

The sentences are message ids: a page translates `gettext(refusal.words) % refusal.values`.
"""

from typing import Final

NOT_A_FILE: Final = "这不是一个文件，请重新选择"
EMPTY: Final = "文件是空的，里面没有任何内容"
NO_ROWS: Final = "表格里没有内容，请检查是否选错了文件"
NOT_A_SHEET: Final = "这不是表格文件，请上传 .xlsx、.xls 或 .csv 格式的表格"
BROKEN: Final = "文件已损坏或没有传完，请重新导出后再上传"
ENCRYPTED: Final = "表格设有打开密码，请先去掉密码再上传"
OTHER_FORMAT: Final = "暂不支持这种表格格式，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传"
TOO_LARGE: Final = "文件超过 %(megabytes)s MB，请拆分成几个文件再上传"
TOO_EXPANDED: Final = "文件展开后过大，可能不是正常的表格，请重新导出后再上传"
TOO_HEAVY: Final = "文件太大，系统读不下，请拆分成几个文件再上传"
TOO_SLOW: Final = "读取文件用时过长，已停止，请拆分成几个文件再上传"
TOO_MANY_ROWS: Final = "表格超过 %(limit)s 行，请拆分成几个文件再上传"
TOO_MANY_COLUMNS: Final = "表格超过 %(limit)s 列，请删去多余的列再上传"
TOO_MANY_CELLS: Final = "表格的格子超过 %(limit)s 个，请拆分成几个文件再上传"
LONG_ROW: Final = "第 %(row)s 行的内容过长，请检查后再上传"
UNSAFE: Final = "文件里含有不安全的内容，已拒绝读取，请重新导出后再上传"
OPEN_QUOTE: Final = "第 %(row)s 行附近的引号没有成对，请检查后再上传"
NO_TABLE: Final = "文件里没有找到表格"

WORDS: Final = (
    NOT_A_FILE,
    EMPTY,
    NO_ROWS,
    NOT_A_SHEET,
    BROKEN,
    ENCRYPTED,
    OTHER_FORMAT,
    TOO_LARGE,
    TOO_EXPANDED,
    TOO_HEAVY,
    TOO_SLOW,
    TOO_MANY_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_CELLS,
    LONG_ROW,
    UNSAFE,
    OPEN_QUOTE,
    NO_TABLE,
)


class Unreadable(Exception):
    """读不了 · the file cannot be read; `words` is a message id and `values` fill it."""

    def __init__(self, words: str, **values: int) -> None:
        super().__init__(words % values if values else words)
        self.words = words
        self.values = values
