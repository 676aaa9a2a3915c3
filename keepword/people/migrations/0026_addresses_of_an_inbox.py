"""An inbox that wrote to somebody knows their address alone, until they write to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0025_pressed_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="within",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        # The new one first: nobody slips in between the two.
        migrations.AddConstraint(
            model_name="identity",
            constraint=models.UniqueConstraint(fields=("kind", "value", "within"), name="identity_once_within"),
        ),
        migrations.RemoveConstraint(
            model_name="identity",
            name="identity_once",
        ),
    ]
