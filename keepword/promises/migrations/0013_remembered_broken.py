"""Conversations remember that a promise was broken in them, also before this was kept."""

from django.db import migrations


def remember_broken(apps, schema_editor):
    broken = apps.get_model("promises", "Promise").objects.filter(state="broken")
    conversations = apps.get_model("conversations", "Conversation").objects
    conversations.filter(pk__in=broken.values("conversation_id")).update(has_broken_promise=True)


class Migration(migrations.Migration):
    dependencies = [("promises", "0012_emergencies"), ("conversations", "0044_remembered")]

    operations = [migrations.RunPython(remember_broken, migrations.RunPython.noop)]
