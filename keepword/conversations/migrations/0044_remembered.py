"""What a conversation remembers: complaints, how often it was opened again, whether a promise was broken."""

from django.db import migrations, models
from django.db.models import Count, OuterRef, Q, Subquery

REMEMBERED = Q(rating__isnull=False) | Q(complaint="marked") | Q(reopened__gt=0) | Q(has_broken_promise=True)


def remember_reopened(apps, schema_editor):
    """What happened before this was kept, from the log."""
    events, conversations = apps.get_model("events", "Event"), apps.get_model("conversations", "Conversation")
    facts = events.objects.filter(name="conversation.reopened", actor_kind="contact", data__was="resolved")
    counted = facts.filter(conversation_id=OuterRef("pk")).order_by().values("conversation_id")
    conversations.objects.filter(pk__in=facts.values("conversation_id")).update(
        reopened=Subquery(counted.annotate(times=Count("id")).values("times")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("conversations", "0043_about_order"), ("events", "0001_initial")]

    operations = [
        migrations.AddField("conversation", "complained_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "conversation", "complaint", models.CharField(blank=True, db_default="", default="", max_length=10)
        ),
        migrations.AddField(
            "conversation", "has_broken_promise", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddField("conversation", "reopened", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.AddIndex(
            "conversation",
            models.Index(fields=["contact", "id"], name="conv_remembered", condition=REMEMBERED),
        ),
        migrations.AddConstraint(
            "conversation",
            models.CheckConstraint(
                name="conv_complaint",
                condition=Q(complaint="marked", complained_at__isnull=False)
                | Q(complaint__in=["", "none"], complained_at=None),
            ),
        ),
        migrations.RunPython(remember_reopened, migrations.RunPython.noop),
    ]
