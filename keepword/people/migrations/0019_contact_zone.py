from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0018_companies"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["time_zone"], name="contact_zone"),
        ),
    ]
