"""Work that is left to do on old rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("case", "0009_warn_at")]
    operations = [
        migrations.CreateModel(
            name="Chore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=20, unique=True)),
                ("upto", models.BigIntegerField()),
            ],
        ),
    ]
