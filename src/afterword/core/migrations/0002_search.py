from django.db import migrations, models

# On SQLite words come apart already: "ascii" splits at our spaces and leaves every other script whole.
CREATE = {
    "sqlite": ["CREATE VIRTUAL TABLE core_searchwords USING fts5(title, body, tokenize='ascii', prefix='2 3')"],
    "postgresql": [
        "CREATE TABLE core_searchwords (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX core_searchwords_words ON core_searchwords USING gin (words)",
    ],
}


def create(_, editor):
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def remove(_, editor):
    editor.execute("DROP TABLE core_searchwords")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_counters_jobs_and_schedules")]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("row_id", models.UUIDField()),
                ("title", models.TextField()),
                ("body", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "row_id"), name="search_row_once")],
            },
        ),
        migrations.RunPython(create, remove),
    ]
