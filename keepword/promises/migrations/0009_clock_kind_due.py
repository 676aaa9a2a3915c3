from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promises", "0008_still_owed_index")]

    operations = [
        migrations.AddIndex(model_name="clock", index=models.Index(fields=["kind", "due_at"], name="clock_kind_due")),
    ]
