from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0002_life_of_a_report")]

    operations = [
        migrations.AddField("reviewer", "message", models.TextField(blank=True, default="", verbose_name="message"), preserve_default=False),
    ]
