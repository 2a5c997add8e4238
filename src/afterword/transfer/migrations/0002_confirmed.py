from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transfer", "0001_reports_brought_in")]

    operations = [
        migrations.AddField("reportimport", "confirmed_at", models.DateTimeField(null=True)),
    ]
