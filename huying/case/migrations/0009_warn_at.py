"""From when on a running clock is about to break: stored, so that no list has to wait for the keeper's own warning."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0008_deadline_by_kind'),
    ]

    operations = [
        migrations.AddField(
            model_name='deadline',
            name='warn_at',
            field=models.DateTimeField(null=True),
        ),
    ]
