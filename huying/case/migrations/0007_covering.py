"""What totals and late clocks are counted by stands in the index, so that no row is fetched to be counted."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0006_reopen_clock'),
        ('directory', '0005_acts_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='case',
            name='case_live',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_ended',
        ),
        migrations.RemoveIndex(
            model_name='deadline',
            name='deadline_open',
        ),
        migrations.RemoveIndex(
            model_name='share',
            name='share_by_case',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['jurisdiction', 'stage', '-id', 'kind', 'about', 'unit', 'area', 'matter', 'urgent'], name='case_living'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('outcome', ''), _negated=True), fields=['jurisdiction', 'outcome', '-id', 'kind', 'about'], name='case_over'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['due_at', 'kind', 'case'], name='deadline_running'),
        ),
        migrations.AddIndex(
            model_name='share',
            index=models.Index(fields=['case', 'unit', 'jurisdiction'], name='share_of_case'),
        ),
    ]
