"""Who reacts to what: the whole house on one screen."""

from keepword.care import arranging as giving_rules
from keepword.care import carrying_out
from keepword.care import persons as given_to
from keepword.channels import delivery, redirecting
from keepword.channels.chat import leaving as leaving_chats
from keepword.channels.email import account_letters, intake, link_letters
from keepword.commerce import doing_good as good_by_orders
from keepword.commerce import persons as bought_by
from keepword.conversations import doing_good, leaving, remembering
from keepword.conversations.asides import leaving as asides
from keepword.conversations.bulk import running
from keepword.conversations.chatting import ringing, transcripts
from keepword.conversations.drafting import departing, following
from keepword.conversations.drafting import holding as holding_back
from keepword.conversations.fields import defining as own_fields
from keepword.conversations.joining import persons
from keepword.conversations.notes import forgetting as forgetting_notes
from keepword.conversations.routing import routing
from keepword.conversations.spam import learning
from keepword.conversations.tasks import moving as tasks_moving
from keepword.conversations.teamwork import following as followers
from keepword.events import auditing
from keepword.events.reacting import GroupReaction, Reaction
from keepword.notices import hearing, losing_sight, mailing, telling, unmentioning
from keepword.notices.pushing import sending as pushing
from keepword.privacy import erasing
from keepword.promises import acknowledging, dues
from keepword.promises.clocks import clocks, waiting
from keepword.promises.emergencies import escalating
from keepword.promises.ledger import answering, keeping, letting_go, moving, saying, unneeded, unsaid, withdrawing
from keepword.promises.ledger import persons as promised_to
from keepword.promises.time_spent import keeping as time_spent
from keepword.promises.waits import holding
from keepword.segments import following as segments
from keepword.segments import persons as in_segments
from keepword.surveys import planning as surveys
from keepword.web.settings.lists.long import running as long_files

# What is set up, and by whom: repeated in the audit log. Keys of their own, apart from those of TOGETHER.
AUDITED = [
    "organisation.founded",
    *(f"agent.{what}" for what in ("added", "changed", "deactivated", "reactivated", "link_asked", "password_set")),
    *(
        f"agent.{what}"
        for what in ("password_changed", "signed_out", "factor_added", "factor_removed", "factors_reset")
    ),
    *(f"agent.{what}" for what in ("recovery_codes_made", "recovery_code_used")),
    "sign_in.changed",
    "agent.provider_linked",
    *(f"agent.{what}" for what in ("photo_put", "photo_taken_away")),
    *(f"provider.{what}" for what in ("added", "changed", "removed")),
    *(f"team.{what}" for what in ("added", "changed")),
    *(f"role.{what}" for what in ("made", "changed", "removed", "restored")),
    *(f"inbox.{what}" for what in ("added", "changed")),
    *(f"mailbox.{what}" for what in ("set_up", "switched_on", "switched_off")),
    *(f"brand.{what}" for what in ("added", "changed", "removed")),
    *(f"channel.{what}" for what in ("added", "changed", "moved", "removed", "restored")),
    *(f"hours.{what}" for what in ("defined", "changed", "renamed", "retired", "kept")),
    *(f"policy.{what}" for what in ("defined", "changed", "retired")),
    *(f"acknowledgement.{what}" for what in ("reworded", "switched")),
    *(f"macro.{what}" for what in ("defined", "changed", "retired", "brought_back")),
    *(f"signature.{what}" for what in ("defined", "changed", "retired", "brought_back")),
    *(f"tag.{what}" for what in ("added", "changed", "merged", "retired", "brought_back", "parted")),
    *(f"view.{what}" for what in ("defined", "changed", "retired", "brought_back")),
    *(f"contact.{what}" for what in ("added", "corrected", "noted", "erased", "exported", "told_apart")),
    "contact.may_be_same",
    *(f"contact.{what}" for what in ("offers_stopped", "offers_allowed")),
    *(f"segment.{what}" for what in ("defined", "changed", "retired", "brought_back", "chosen")),
    *(f"contact.{what}" for what in ("fields_changed", "joined_company", "left_company")),
    *(f"company.{what}" for what in ("defined", "changed", "fields_changed")),
    *(f"field.{what}" for what in ("defined", "changed", "retired", "brought_back")),
    "routing.changed",
    "mission.written",
    *(f"counter.{what}" for what in ("set", "added", "removed")),
    *(f"principle.{what}" for what in ("written", "entrusted")),
    *(f"goal.{what}" for what in ("set", "changed", "dropped")),
    "survey.arranged",
    "chat.arranged",
    *(f"capacity.{what}" for what in ("changed", "removed")),
    *(f"agent.{what}" for what in ("went_away", "came_back")),
    *(f"agent.{what}" for what in ("takes_chats", "takes_no_chats", "chat_limit_changed")),
    "chat.rules_changed",
    "emergency.arranged",
    *(f"contact.emergency_{what}" for what in ("refused", "allowed")),
    "gifts.arranged",
    *(f"gift_kind.{what}" for what in ("added", "changed")),
    *(f"gift.{what}" for what in ("given", "asked", "approved", "declined", "withdrawn", "taken_back")),
    *(f"gift.{what}" for what in ("carried_out", "not_carried_out")),
    *("order.written", "order.corrected", "loyalty.written"),
    "sender.blocked",
    "sender.unblocked",
    "spam_filter.switched",
    *(f"retention.{what}" for what in ("added", "changed", "switched_on", "switched_off", "removed", "ran")),
    *(f"conversation.{what}" for what in ("held", "released", "deleted", "brought_back", "emptied")),
    *(f"note.{what}" for what in ("corrected", "taken_back", "brought_back")),
    "list.exported",
    "list.imported",
]

# In the same transaction, our own database only, in this order (groups last), each under 5 ms.
KEPT: list[Reaction] = [auditing.keep]
TOGETHER: dict[str, list[Reaction]] = dict.fromkeys(AUDITED, KEPT) | {
    "message.received": [waiting.follow, clocks.follow, holding_back.hold_back, ringing.ring],
    "message.queued": [
        waiting.follow,
        clocks.follow,
        answering.answered,
        holding.read_when_sent_again,
        followers.who_wrote_follows,
    ],
    "note.added": [followers.who_wrote_follows],
    "aside.queued": [followers.who_wrote_follows],
    "aside.said": [followers.who_wrote_follows],
    "reply.left": [saying.promised_in_draft],
    "message.sent": [keeping.left],
    "message.failed": [waiting.follow, clocks.follow, keeping.lost_with_reply, unsaid.unsaid, holding.read_again],
    "conversation.resolved": [
        waiting.follow,
        clocks.follow,
        keeping.kept_by_resolving,
        unneeded.unneeded,
        letting_go.let_go,
        surveys.plan,
        doing_good.follow,
    ],
    "conversation.waiting": [waiting.follow, clocks.follow, unneeded.unneeded],
    "conversation.no_reply_needed": [waiting.follow, clocks.follow, unneeded.unneeded, letting_go.let_go_of_words],
    "conversation.reopened": [
        leaving.let_go,
        remembering.opened_again,
        doing_good.follow,
        waiting.follow,
        clocks.follow,
        keeping.lost_with_resolution,
        letting_go.owed_again,
        withdrawing.owed_out_of_bin,
        unneeded.needed_after_all,
        holding.read_again,
    ],
    "conversation.woken": [clocks.follow],
    "conversation.prioritised": [clocks.follow],
    "conversation.tagged": [clocks.follow],
    "conversation.untagged": [clocks.follow],
    "conversation.team_assigned": [clocks.follow],
    "conversation.snoozed": [waiting.follow, clocks.follow, unneeded.needed_after_all],
    "conversation.marked_spam": [
        waiting.follow,
        clocks.follow,
        withdrawing.withdrawn_as_spam,
        letting_go.let_go,
        holding.read_again,
    ],
    "conversation.unmarked_spam": [
        leaving.let_go,
        waiting.follow,
        clocks.follow,
        withdrawing.owed_after_all,
        letting_go.owed_again,
        holding.read_again,
    ],
    "conversation.deleted": [auditing.keep, withdrawing.withdrawn_in_bin],
    "conversation.brought_back": [auditing.keep, withdrawing.owed_out_of_bin],
    "conversation.merged": [
        following.follow_merge,
        followers.follow_where_it_goes_on,
        tasks_moving.go_where_it_goes_on,
        moving.owed_where_it_goes_on,
        waiting.follow,
        clocks.follow,
    ],
    "conversation.took_in": [waiting.follow, clocks.follow],
    "conversation.unmerged": [
        following.come_back,
        tasks_moving.come_back,
        moving.owed_here_again,
        waiting.follow,
        clocks.follow,
    ],
    "conversation.gave_back": [waiting.follow, clocks.follow],
    "message.moved": [tasks_moving.go_with_its_words, moving.owed_with_its_words, waiting.follow, clocks.follow],
    "message.left": [waiting.follow, clocks.follow],
    "brand.added": [auditing.keep, own_fields.follow_new_brand, giving_rules.follow_new_brand],
    "contact.merged": [
        auditing.keep,
        persons.follow_merged,
        promised_to.follow_merged,
        bought_by.follow_merged,
        in_segments.follow_merged,
        given_to.follow_merged,
    ],
    "contact.unmerged": [
        auditing.keep,
        persons.follow_unmerged,
        promised_to.follow_unmerged,
        bought_by.follow_unmerged,
        in_segments.follow_unmerged,
        given_to.follow_unmerged,
    ],
    "conversation.contact_changed": [
        auditing.keep,
        promised_to.follow_customer,
        given_to.follow_customer,
        clocks.follow,
    ],
    "task.done": [carrying_out.follow_done],
    "task.taken_up": [carrying_out.follow_taken_up],
    **{
        f"contact.{what}": [auditing.keep, segments.follow_contact]
        for what in ("corrected", "fields_changed", "joined_company", "left_company")
    },
    "order.placed": [good_by_orders.follow],
    "order.updated": [good_by_orders.follow],
    "promise.made": [dues.follow],
    "promise.kept": [dues.follow],
    "promise.broken": [dues.follow, escalating.escalate, remembering.broke_promise],
    "promise.renewed": [dues.follow],
    "promise.withdrawn": [dues.follow],
    "promise.not_kept": [dues.follow],
    "promise.done_late": [dues.follow],
}

# Agents hear of these: keys of their own, apart from those below.
TOLD: list[Reaction] = [telling.tell]

# One task each after the commit, retried alone; may touch the outside world.
AFTERWARDS: dict[str, list[Reaction]] = dict.fromkeys(hearing.HEARD_BY, TOLD) | {
    "conversation.created": [routing.route, telling.tell],
    "conversation.resolved": [time_spent.follow],
    "conversation.reopened": [routing.route, time_spent.follow],
    "conversation.team_assigned": [routing.route, telling.tell],
    "conversation.marked_spam": [learning.learn, time_spent.follow],
    "conversation.unmarked_spam": [routing.route, learning.learn, time_spent.follow],
    "chat.unanswered": [routing.route],
    **dict.fromkeys(["chat.ended", "chat.over", "chat.transcript_wanted"], [transcripts.send]),
    "visitor.ended": [leaving_chats.ended],
    "conversation.merged": [time_spent.follow],
    "conversation.took_in": [time_spent.follow],
    "conversation.unmerged": [time_spent.follow],
    "conversation.gave_back": [time_spent.follow],
    "message.failed": [telling.tell, time_spent.follow],
    "message.left": [time_spent.follow],
    "bulk.begun": [running.run],
    "bulk.went_on": [running.run],
    **dict.fromkeys([erasing.BEGUN, erasing.WENT_ON], [erasing.follow]),
    **dict.fromkeys([long_files.BEGUN, long_files.WENT_ON], [long_files.follow]),
    "contact.merged": [persons.follow_merged],
    "mail.stored": [intake.take_in],
    "message.received": [acknowledging.acknowledge, redirecting.redirect, telling.tell],
    "reply.pausing": [departing.depart],
    "reply.scheduled": [departing.depart],
    "message.queued": [delivery.deliver],
    "aside.pausing": [asides.leave],
    "aside.queued": [delivery.deliver],
    "policy.defined": [clocks.follow_policies],
    "policy.changed": [clocks.follow_policies],
    "policy.retired": [clocks.follow_policies],
    "hours.changed": [clocks.follow_calendars],
    "hours.kept": [clocks.follow_calendars],
    "notice.queued": [mailing.mail],
    "push.queued": [pushing.push],
    **dict.fromkeys(
        ["agent.changed", "team.changed", "inbox.changed"], [leaving.let_go_of_unseen, losing_sight.forget_unseen]
    ),
    "role.changed": [losing_sight.forget_unseen],
    "note.taken_back": [forgetting_notes.forget],
    "mention.taken_back": [unmentioning.forget_uncalled],
    "agent.link_asked": [link_letters.send_link],
    **dict.fromkeys(account_letters.HAPPENED, [account_letters.tell_owner]),
}

# Of all those, the ones that touch nothing but our database and take many events for the price of one.
IN_GROUPS: dict[Reaction, GroupReaction] = {
    intake.take_in: intake.take_in_all,
    ringing.ring: ringing.ring_all,
    waiting.follow: waiting.follow_all,
    clocks.follow: clocks.follow_all,
    holding_back.hold_back: holding_back.hold_all_back,
    dues.follow: dues.follow_all,
    acknowledging.acknowledge: acknowledging.acknowledge_all,
    redirecting.redirect: redirecting.redirect_all,
    learning.learn: learning.learn_all,
    telling.tell: telling.tell_all,
    routing.route: routing.route_all,
    surveys.plan: surveys.plan_all,
    doing_good.follow: doing_good.follow_all,
    time_spent.follow: time_spent.follow_all,
}
