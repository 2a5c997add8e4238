from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from afterword.incidents.seeds import plant_room


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    plant_room(apps)


class Migration(migrations.Migration):
    dependencies = (("incidents", "0003_the_incident_room"),)
    operations = (migrations.RunPython(forwards, migrations.RunPython.noop),)
