"""What was said on the telephone."""

from django.db import models
from django.db.models import Q

from keepword.conversations.models.message import Message

PHONE = "phone"  # the channel of a conversation that began with one
IN, OUT, UNANSWERED = "in", "out", "unanswered"
WAYS = [IN, OUT, UNANSWERED]


class Call(models.Model):
    """A message that keeps a call: a note, because it is in an agent's words and goes to no customer, and `at` is when
    the call began. `way`: "in" (they called), "out" (we did) or "unanswered" (we did, and nobody answered).
    `seconds` is None where nobody looked at a clock. By which number stands in the message's `recipients`, under
    "call"; a note without that word is no call, so that whoever shows notes asks for calls only where there are."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    way = models.CharField(max_length=10)
    seconds = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=WAYS), name="call_way"),
            models.CheckConstraint(condition=~Q(way=UNANSWERED) | Q(seconds=None), name="call_unanswered"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"
