from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0051_notes_are_cared_for")]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="is_bystander",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
