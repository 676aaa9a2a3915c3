"""What was broken and not done is owed still, and lists sort by it."""

from django.db import migrations, models
from django.db.models import Min, Q

OWED = Q(state="open") | Q(state="broken", done_at__isnull=True, let_go_at__isnull=True)
STRIDE = 500


def tell(apps, schema_editor):
    conversations = apps.get_model("conversations", "Conversation").objects
    undone = apps.get_model("promises", "Promise").objects.filter(state="broken", done_at__isnull=True)
    undone.filter(conversation__status__in=["resolved", "spam"]).update(let_go_at=models.F("settled_at"))
    due = list(undone.filter(let_go_at__isnull=True).values_list("conversation_id").annotate(Min("due_at")).order_by())
    for start in range(0, len(due), STRIDE):
        of = dict(due[start : start + STRIDE])
        rows = list(conversations.filter(id__in=of).only("id", "due_at"))
        for row in rows:
            row.due_at = min(row.due_at, of[row.pk]) if row.due_at else of[row.pk]
        conversations.bulk_update(rows, ["due_at"])


class Migration(migrations.Migration):
    dependencies = [("conversations", "0015_message_at"), ("promises", "0006_running_waits")]

    operations = [
        migrations.AddField("promise", "let_go_at", models.DateTimeField(null=True)),
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
    ]
