"""The running clocks of one kind, by when they are due: what nobody has signed in is counted without looking at the rest."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('case', '0007_covering'),
        ('directory', '0005_acts_stay'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['kind', 'due_at', 'case'], name='deadline_by_kind'),
        ),
    ]
