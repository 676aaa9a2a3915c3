from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0052_bystanders")]

    operations = [
        migrations.AddField("conversation", "first_subject", models.CharField(max_length=300, null=True)),
    ]
