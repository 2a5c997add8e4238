from django.db import migrations, models


def number_the_entries(apps, schema_editor):
    """In the order in which they were written; what comes next counts on from there."""
    entries = apps.get_model("access", "AuditEntry").objects.order_by("recorded_at", "id")
    last = 0
    for last, entry in enumerate(entries.only("id").iterator(), start=1):
        entry.number = last
        entry.save(update_fields=["number"])
    if last:
        apps.get_model("core", "Counter").objects.update_or_create(name="audit", defaults={"last": last})


def forget_the_numbers(apps, schema_editor):
    apps.get_model("core", "Counter").objects.filter(name="audit").delete()


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0001_access"),
        ("core", "0001_counters_jobs_and_schedules"),
    ]

    operations = [
        migrations.AddField("auditentry", "number", models.PositiveIntegerField(null=True)),
        migrations.RunPython(number_the_entries, forget_the_numbers),
        migrations.AlterField("auditentry", "number", models.PositiveIntegerField(unique=True)),
        migrations.AlterModelOptions("auditentry", {"ordering": ("-number",)}),
        migrations.AddIndex(
            "auditentry", models.Index(fields=["action", "-number"], name="audit_action_newest"),
        ),
    ]
