"""What is done at regular times, on one screen. Each is safe to run twice at once, late, or never for a while."""

from collections.abc import Callable

from keepword.api import repeating
from keepword.care.reminding import remind_due
from keepword.channels.chat import catching_up
from keepword.channels.chat.leaving import end_left
from keepword.channels.form import limiting
from keepword.conversations.chatting.ringing import ring_on
from keepword.conversations.drafting.tidying import tidy
from keepword.conversations.fields import indexing
from keepword.conversations.putting_away import put_away_empty
from keepword.conversations.snoozing import wake_due
from keepword.conversations.tasks.falling_due import tell_due
from keepword.hours.refreshing import refresh_holidays
from keepword.insight import watching
from keepword.insight.channel_days.keeping import keep_days
from keepword.notices import forgetting, mailing
from keepword.notices.pushing import sending as pushing
from keepword.people import pressing
from keepword.people.accounts import sessions
from keepword.principles.entrusting import remind as remind_of_review
from keepword.privacy.retention import auditing
from keepword.privacy.retention import running as retention
from keepword.promises.clocks.warnings import warn_due
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.reminding import foresee, remind
from keepword.promises.time_spent.counting import count_touched
from keepword.promises.waits import holding
from keepword.segments.following import follow
from keepword.segments.walking import walk
from keepword.surveys.asking import ask_due
from keepword.web.settings.lists.long import running as long_files
from keepword.wiring.tending import tend

EVERY: list[tuple[int, Callable[[], object]]] = [  # seconds
    (10, wake_due),
    (1, ring_on),
    (15, end_left),
    (10, break_overdue),
    (30, remind),
    (60, foresee),
    (10, warn_due),
    (2, pushing.queue_due),
    (5, mailing.queue_due),
    (10, tell_due),
    (60, holding.settle),
    (30, catching_up.mail_missed),
    (30, ask_due),
    (60, remind_due),
    (20, count_touched),
    (10, follow),
    (10, walk),
    (300, keep_days),
    (3600, watching.watch),
    (3600, remind_of_review),
    (3600, tend),
    (3600, tidy),
    (60, put_away_empty),
    (10, indexing.catch_up),
    (6 * 3600, refresh_holidays),
    (3600, limiting.forget_old),
    (3600, sessions.forget_old),
    (3600, pressing.forget_old),
    (3600, repeating.forget_old),
    (3600, long_files.forget_old),
    (24 * 3600, auditing.forget_old),
    (10, retention.run),
    (24 * 3600, forgetting.forget_old),
]
