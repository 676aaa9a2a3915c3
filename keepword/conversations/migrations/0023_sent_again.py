from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0022_tags_in_order")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="sent_again_at",
            field=models.DateTimeField(null=True),
        ),
    ]
