"""Who opened a person's page is kept as who opened a conversation is: once an hour. Only adds, so that the table keeps
the triggers that guard it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_bundles"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="contact_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.UniqueConstraint(
                condition=Q(("contact_id__isnull", False)),
                fields=("actor_id", "contact_id", "hour"),
                name="audit_contact_once_an_hour",
            ),
        ),
    ]
