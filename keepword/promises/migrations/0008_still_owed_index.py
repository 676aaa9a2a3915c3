"""In a transaction of its own: PostgreSQL makes no index while changes of the same transaction wait to be checked."""

from django.db import migrations, models
from django.db.models import Q

OWED = Q(state="open") | Q(state="broken", done_at__isnull=True, let_go_at__isnull=True)


class Migration(migrations.Migration):
    dependencies = [("promises", "0007_still_owed")]

    operations = [
        migrations.AddIndex(
            "promise", models.Index(fields=["due_at", "id"], name="promise_still_owed", condition=OWED)
        ),
    ]
