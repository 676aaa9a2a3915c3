from django.db import migrations, models


class Migration(migrations.Migration):
    """In a transaction of its own: PostgreSQL changes no table of which rows were just written."""

    dependencies = [("conversations", "0047_bin")]

    operations = [
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("delete_at", None),
                        ("status__in", ["open", "waiting", "snoozed", "resolved", "spam", "merged", "deleted"]),
                    ),
                    models.Q(("delete_at__isnull", False), ("status", "binned")),
                    _connector="OR",
                ),
                name="conv_status",
            ),
        ),
    ]
