"""拒收行 · the rows that could not become cases, as they were, each with its reason: to be mended and brought in again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from huying.kit import sheet
from huying.steps.intake.imports import store
from huying.steps.intake.imports.fields import KNOWN
from huying.steps.intake.imports.models import Job, Why

REASON = "原因"
ROW = "原行号"


def write_rejected(job: Job) -> None:
    """Read the file once more and write the rejected rows beside it; nothing when all were taken."""
    if not job.rejected:
        return
    path = store.rejected_path(job)
    draft = path.with_name(f".{path.name}")
    with sheet.open_rows(store.path_of(job), known=KNOWN) as table:
        columns = [*table.columns, ROW, REASON]
        sheet.write(draft, columns, _rows(job, table), title=_("拒收的行"))
    draft.chmod(0o600)
    draft.rename(path)


def _rows(job: Job, table: sheet.Sheet) -> Iterator[list[sheet.Cell]]:
    """Both go through the file from top to bottom."""
    remarks = job.remarks.filter(why=Why.REJECTED).order_by("row").iterator(chunk_size=1000)
    remark = next(remarks, None)
    for number, cells in table.rows:
        if remark is None:
            return
        if number == remark.row:
            yield [*cells, number, remark.reason]
            remark = next(remarks, None)
