"""What the lists of the staff are read through; three indexes that these replace go."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0004_anchor'),
        ('directory', '0005_acts_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='area',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.area'),
        ),
        migrations.AlterField(
            model_name='case',
            name='matter',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.matter'),
        ),
        migrations.AlterField(
            model_name='case',
            name='unit',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='directory.unit', verbose_name='承办单位'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['jurisdiction', '-id'], name='case_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['jurisdiction', '-received_at', '-id'], name='case_by_day'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['jurisdiction', 'kind', '-id'], name='case_by_kind'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['jurisdiction', 'channel', '-id'], name='case_by_channel'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('source', ''), _negated=True), fields=['jurisdiction', 'source', '-id'], name='case_by_source'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['jurisdiction', 'stage', '-id'], name='case_live'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('outcome', ''), _negated=True), fields=['jurisdiction', 'outcome', '-id'], name='case_ended'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('urgent', True)), fields=['jurisdiction', '-id'], name='case_urgent'),
        ),
        migrations.AlterField(
            model_name='share',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='case.case'),
        ),
        migrations.AddIndex(
            model_name='share',
            index=models.Index(fields=['case', 'unit'], name='share_by_case'),
        ),
    ]
