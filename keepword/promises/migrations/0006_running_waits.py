from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promises", "0005_published_waits")]

    operations = [
        migrations.AddIndex(
            model_name="wait",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["inbox", "started_at"],
                name="wait_inbox_running",
            ),
        ),
    ]
