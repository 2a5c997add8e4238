from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from afterword.incidents.seeds import plant


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    plant(apps)


class Migration(migrations.Migration):
    dependencies = (("incidents", "0001_incidents"),)
    operations = (migrations.RunPython(forwards, migrations.RunPython.noop),)
