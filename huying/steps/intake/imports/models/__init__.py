"""导入的留底 · the jobs, what was remembered of each file and each row."""

from huying.steps.intake.imports.models.imprint import Imprint
from huying.steps.intake.imports.models.job import Job, State
from huying.steps.intake.imports.models.mapping import Mapping
from huying.steps.intake.imports.models.remark import Remark, Why

__all__ = ["Imprint", "Job", "Mapping", "Remark", "State", "Why"]
