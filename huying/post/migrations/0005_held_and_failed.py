"""The status page asks for held and for failed letters: of a million, not one row that is neither is read."""

from django.db import migrations, models
from django.db.models import Q

from huying.directory.quietly import AddIndexQuietly


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("post", "0004_notice")]
    operations = [
        AddIndexQuietly("letter", models.Index("next_try_at", name="letter_held", condition=Q(state="held"))),
        AddIndexQuietly("letter", models.Index("next_try_at", name="letter_failed", condition=Q(state="failed"))),
    ]
