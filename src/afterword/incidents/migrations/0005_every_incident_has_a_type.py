import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("incidents", "0004_seed_the_room"),)
    operations = (
        migrations.AlterField(
            model_name="incident",
            name="type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="incidents", to="incidents.incidenttype"
            ),
        ),
    )
