from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def put_in_bin(apps, schema_editor):
    """What was deleted by hand stood among the resolved ones with a mark. What was opened again since is alive."""
    Conversation = apps.get_model("conversations", "Conversation")
    BinMark = apps.get_model("conversations", "BinMark")
    Event = apps.get_model("events", "Event")
    deleted = Conversation.objects.filter(delete_at__isnull=False)
    kept = F("delete_at") - KEPT
    alive = deleted.exclude(status__in=["resolved", "spam"]) | deleted.filter(last_activity_at__gt=kept)
    (alive | deleted.filter(status="resolved", resolved_at__gt=kept)).update(delete_at=None)
    for row in deleted.order_by("id").iterator(chunk_size=200):
        told = Event.objects.filter(conversation_id=row.pk, name="conversation.deleted").order_by("-id").first()
        BinMark.objects.create(
            conversation=row,
            at=row.delete_at - KEPT,
            by_id=told.actor_id if told and told.actor_kind == "agent" else None,
            was=row.status,
            resolved_at=row.resolved_at,
        )
        solved_at = row.resolved_at if row.status == "resolved" else None
        Conversation.objects.filter(pk=row.pk).update(status="binned", resolved_at=solved_at)


def take_out(apps, schema_editor):
    """As the release before has it."""
    Conversation = apps.get_model("conversations", "Conversation")
    for mark in apps.get_model("conversations", "BinMark").objects.order_by("id").iterator(chunk_size=200):
        was = "spam" if mark.was == "spam" else "resolved"
        rows = Conversation.objects.filter(pk=mark.conversation_id, status__in=["binned", "deleted"])
        rows.filter(resolved_at=None).update(resolved_at=mark.resolved_at)
        rows.update(status=was)


KEPT = timedelta(days=30)


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0046_opportunities"),
        ("events", "0005_contacts_seen"),
        ("people", "0024_photos"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BinMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("was", models.CharField(max_length=10)),
                ("until", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                ("waited", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conversations.conversation"
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(model_name="conversation", name="conv_status"),
        migrations.RunPython(put_in_bin, take_out),
    ]
