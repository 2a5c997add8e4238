from django.db import migrations
from django.db.models import OuterRef, Subquery


def close_published(apps, _schema_editor):
    """What is published takes no more updates from editors."""
    reports = apps.get_model("postmortems", "Postmortem").objects.filter(state="published")
    documents = apps.get_model("documents", "Document").objects.filter(pk__in=reports.values("document"))
    own = reports.filter(document=OuterRef("pk")).values("published_at")[:1]
    documents.update(closed_at=Subquery(own))


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0003_message_to_reviewers"), ("documents", "0003_closing_and_text_head")]

    operations = [migrations.RunPython(close_published, migrations.RunPython.noop)]
