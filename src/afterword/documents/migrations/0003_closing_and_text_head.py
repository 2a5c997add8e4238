from django.db import migrations, models
from django.db.models import F


def say_that_texts_are_up_to_date(apps, _schema_editor):
    """Until now every change of a document wrote its words too."""
    apps.get_model("documents", "Document").objects.update(text_head=F("head"))


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_revisions")]

    operations = [
        migrations.AddField("document", "text_head", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("document", "closed_at", models.DateTimeField(null=True)),
        migrations.RunPython(say_that_texts_are_up_to_date, migrations.RunPython.noop),
    ]
