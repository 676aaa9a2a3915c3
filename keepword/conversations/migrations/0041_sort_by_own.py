"""Views in the order of an own field: the indexes on values hold ties in an order, too."""

from django.db import migrations, models
from django.db.models import Q

SORTS = ("newest", "oldest", "waiting", "due", "snoozed")
INDEXES = {"key": None, "number": Q(number__isnull=False), "day": Q(day__isnull=False)}


def _in_order(column, condition):
    index = models.Index(fields=["field", column, "id"], name=f"field_value_by_{column}", condition=condition)
    return [
        migrations.AddIndex(model_name="fieldvalue", index=index),
        migrations.RemoveIndex(model_name="fieldvalue", name=f"field_value_{column}"),
    ]


class Migration(migrations.Migration):
    dependencies = [("conversations", "0040_draft_places")]

    operations = [
        migrations.RemoveConstraint(model_name="savedview", name="saved_view_sort"),
        migrations.AlterField(
            model_name="savedview", name="sort", field=models.CharField(default="newest", max_length=30)
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=Q(sort__in=SORTS) | Q(sort__startswith="own:"), name="saved_view_sort"
            ),
        ),
        *(step for column, condition in INDEXES.items() for step in _in_order(column, condition)),
    ]
