"""What is often asked of a list stands in its index too: a count then reads no row."""

from django.db import migrations, models
from django.db.models import Q

OF_A_TEAM = Q(team__isnull=False)
LANES = {
    "conv_status_newest": (["status"], None),
    "conv_mine_newest": (["assignee", "status"], None),
    "conv_all_newest": ([], ~Q(status="spam")),
    "conv_inbox_status": (["inbox", "status"], None),
    "conv_team": (["team", "status"], OF_A_TEAM),
    "conv_language_newest": (["language", "status"], None),
}


def _wider(name, fields, condition):
    columns = [*fields, "-last_activity_at", "-id", "priority", "channel"]
    return [
        migrations.RemoveIndex(model_name="conversation", name=name),
        migrations.AddIndex(
            model_name="conversation", index=models.Index(fields=columns, name=name, condition=condition)
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0035_awaited"),
    ]

    operations = [step for name, (fields, condition) in LANES.items() for step in _wider(name, fields, condition)]
