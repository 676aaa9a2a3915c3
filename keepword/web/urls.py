"""Addresses of the agents' face. They are nouns; a new verb is a new noun."""
# house: one table of addresses, read by looking a line up

from django.urls import path

from keepword.web import setup
from keepword.web.asides import beginning as new_aside
from keepword.web.asides import drafts as aside_drafts
from keepword.web.asides import going_on as aside
from keepword.web.asides import showing as asides
from keepword.web.bulk.addresses import PATHS as MANY
from keepword.web.care.addresses import PATHS as GIFTS
from keepword.web.chats import acting as chatting
from keepword.web.chats import strip as chat_strip
from keepword.web.commerce import addresses as commerce
from keepword.web.contacts import addresses as people
from keepword.web.conversations import (
    assignment,
    complaint,
    conversation,
    day,
    focus,
    inbox,
    keeping,
    known_tags,
    macros,
    notes,
    offers,
    participants,
    priority,
    recipients,
    replies,
    resolution,
    saved,
    search,
    settlement,
    snooze,
    spam,
    subject,
    tags,
    team,
)
from keepword.web.drafts import acts as draft
from keepword.web.drafts import preview
from keepword.web.drafts import saving as drafts
from keepword.web.drafts import signature as own_signature
from keepword.web.joining import acting as joining
from keepword.web.joining import choosing as join_choosing
from keepword.web.joining import splitting as join_splitting
from keepword.web.messages.addresses import PATHS as MESSAGES
from keepword.web.notices.addresses import ADDRESSES as NOTICES
from keepword.web.palette import listing as palette
from keepword.web.people import links, signing_in
from keepword.web.people.addresses import SIGNING_IN
from keepword.web.picking.addresses import PATHS as PICKING
from keepword.web.principles import addresses as principles
from keepword.web.promises import acts, clocks, dashboard, holding, ledger, outcomes, renewal
from keepword.web.reports import behind, bottlenecks, coverage, hand_overs, longest, parity, workload
from keepword.web.reports import channels as channel_choice
from keepword.web.settings import (
    acknowledgements,
    activity,
    agent,
    agents,
    brand,
    brands,
    chat,
    emergency,
    failures,
    inbox_trial,
    inboxes,
    link,
    mailboxes,
    mission,
    outbox,
    password,
    photo,
    profile,
    routing,
    survey,
    teams,
    unread_mail,
)
from keepword.web.settings import chatting as chats_settings
from keepword.web.settings import inbox as settings_inbox
from keepword.web.settings import spam as settings_spam
from keepword.web.settings import team as settings_team
from keepword.web.settings.audit import listing as audit
from keepword.web.settings.channels import changing as channel
from keepword.web.settings.channels import listing as channels
from keepword.web.settings.channels import wanting as channel_wanted
from keepword.web.settings.hours import editing as hours_editing
from keepword.web.settings.hours import listing as hours_listing
from keepword.web.settings.lists import addresses as lists
from keepword.web.settings.macros import changing as macro
from keepword.web.settings.macros import listing as settings_macros
from keepword.web.settings.policies import changing as policy
from keepword.web.settings.policies import listing as policies
from keepword.web.settings.retention import addresses as retention
from keepword.web.settings.roles import changing as role
from keepword.web.settings.roles import listing as roles
from keepword.web.settings.security import resetting
from keepword.web.settings.signatures import changing as signature
from keepword.web.settings.signatures import listing as signatures
from keepword.web.settings.tags import changing as tag
from keepword.web.settings.tags import listing as tag_listing
from keepword.web.settings.views import changing as saved_view
from keepword.web.settings.views import listing as settings_views
from keepword.web.tasks import acts as task
from keepword.web.tasks import beside, everybody
from keepword.web.tasks import listing as tasks
from keepword.web.teamwork import colleagues, mentions, panel, present

app_name = "web"
urlpatterns = [  # looked through in order: what is asked the most stands first
    path("inbox/<slug:view>", inbox.show, name="inbox"),
    path("conversations/<int:number>", conversation.show, name="conversation"),
    path("", inbox.home, name="home"),
    path("sign-in", signing_in.show, name="sign-in"),
    *SIGNING_IN,
    path("forgotten-password", links.forgotten, name="forgotten-password"),
    path("invitation/<str:key>", links.invitation, name="invitation"),
    path("new-password/<str:key>", links.new_password, name="new-password"),
    path("sign-out", signing_in.leave, name="sign-out"),
    path("setup", setup.show, name="setup"),
    path("day", day.show, name="day"),
    path("palette", palette.show, name="palette"),
    path("focus", focus.show, name="focus"),
    path("next", day.following, name="next"),
    path("views/counts", saved.counts, name="view-counts"),
    path("views/<int:number>", saved.show, name="view"),
    path("search", search.show, name="search"),
    path("chats", chat_strip.show, name="chats"),
    path("chats/seat", chat_strip.seat, name="chat-seat"),
    path("conversations/<int:number>/chat/taking", chatting.taking, name="chat-taking"),
    path("conversations/<int:number>/chat/transcript", chatting.transcript, name="chat-transcript"),
    path("conversations/<int:number>/chat/hand-over", chatting.handing, name="chat-hand-over"),
    path("conversations/<int:number>/replies", replies.create, name="replies"),
    path("conversations/<int:number>/draft", drafts.words, name="conversation-draft"),
    path("conversations/<int:number>/draft/files", drafts.files, name="conversation-draft-files"),
    path("conversations/<int:number>/draft/removal", drafts.removal, name="conversation-draft-removal"),
    path("drafts/<int:number>", draft.show, name="draft"),
    path("drafts/<int:number>/recall", draft.recall, name="draft-recall"),
    path("drafts/<int:number>/sending", draft.sending, name="draft-sending"),
    path("drafts/<int:number>/time", draft.time, name="draft-time"),
    path("drafts/<int:number>/removal", draft.removal, name="draft-removal"),
    path("conversations/<int:number>/preview", preview.show, name="preview"),
    path("conversations/<int:number>/asides", asides.show, name="asides"),
    path("conversations/<int:number>/asides/new", new_aside.new, name="new-aside"),
    path("conversations/<int:number>/asides/draft", aside_drafts.beginning, name="new-aside-draft"),
    path("asides/<int:number>/draft", aside_drafts.going_on, name="aside-draft"),
    path("asides/<int:number>/messages", aside.messages, name="aside-messages"),
    path("asides/<int:number>/state", aside.state, name="aside-state"),
    path("asides/messages/<int:number>/recall", aside.recalling, name="aside-recall"),
    path("conversations/<int:number>/signature", own_signature.show, name="own-signature"),
    path("conversations/<int:number>/recipients", recipients.show, name="recipients"),
    path("conversations/<int:number>/offers", offers.show, name="offers"),
    path("conversations/<int:number>/macros", macros.show, name="conversation-macros"),
    path("conversations/<int:number>/notes", notes.create, name="notes"),
    path("conversations/<int:number>/assignment", assignment.show, name="assignment"),
    path("conversations/<int:number>/team", team.show, name="team"),
    path("conversations/<int:number>/resolution", resolution.create, name="resolution"),
    path("conversations/<int:number>/snooze", snooze.show, name="snooze"),
    path("conversations/<int:number>/complaint", complaint.create, name="complaint"),
    path("conversations/<int:number>/priority", priority.create, name="priority"),
    path("conversations/<int:number>/subject", subject.put, name="subject"),
    path("conversations/<int:number>/tags", tags.create, name="conversation-tags"),
    path("conversations/<int:number>/settlement", settlement.create, name="settlement"),
    path("conversations/<int:number>/clocks", clocks.show, name="clocks"),
    path("conversations/<int:number>/holding", holding.show, name="holding"),
    path("conversations/<int:number>/spam", spam.create, name="spam"),
    path("conversations/<int:number>/spam/sender", spam.sender, name="spam-of-sender"),
    path("conversations/<int:number>/spam/others", spam.cleaning, name="spam-of-others"),
    path("conversations/<int:number>/participants", participants.create, name="participants"),
    path("conversations/<int:number>/joining", join_choosing.show, name="joining"),
    path("conversations/<int:number>/joining/with", joining.join, name="join"),
    path("conversations/<int:number>/joining/inbox", joining.move, name="move"),
    path("conversations/<int:number>/joining/undoing", joining.undo, name="unmerge"),
    path("conversations/<int:number>/joining/leaving", joining.leave, name="leave"),
    path("conversations/<int:number>/part", join_splitting.show, name="part"),
    *MANY,
    path("conversations/<int:number>/colleagues", colleagues.show, name="colleagues"),
    path("conversations/<int:number>/presence", present.create, name="presence-here"),
    path("conversations/<int:number>/teamwork", panel.show, name="teamwork"),
    path("conversations/<int:number>/following", panel.following, name="following"),
    path("conversations/<int:number>/tasks", beside.show, name="conversation-tasks"),
    path("tasks", tasks.show, name="tasks"),
    path("tasks/<int:number>", task.show, name="task"),
    path("tasks/<int:number>/everybody", everybody.create, name="task-everybody"),
    path("tasks/<int:number>/completion", task.completion, name="task-completion"),
    path("mentions", mentions.show, name="mentions"),
    path("mentions/reading", mentions.reading, name="mentions-reading"),
    path("conversations/<int:number>/keeping", keeping.show, name="conversation-keeping"),
    path("tags", known_tags.show, name="known-tags"),
    *MESSAGES,
    *PICKING,
    path("reports/promises", dashboard.show, name="kept"),
    path("reports/promises/<slug:basis>/<slug:channel>", outcomes.show, name="outcomes"),
    path("promises", ledger.show, name="promises"),
    path("promises/<int:number>/keeping", acts.keeping, name="promise-keeping"),
    path("promises/<int:number>/renewal", renewal.show, name="promise-renewal"),
    path("promises/<int:number>/withdrawal", acts.withdrawal, name="promise-withdrawal"),
    path("reports/workload", workload.show, name="workload"),
    path("reports/workload/<slug:of>/<slug:measure>", workload.behind, name="workload-behind"),
    path("reports/coverage", coverage.show, name="coverage"),
    path("reports/time", bottlenecks.show, name="time-spent"),
    path("reports/time/<slug:part>", longest.show, name="time-spent-longest"),
    path("reports/parity", parity.show, name="parity"),
    path("reports/parity/<slug:what>/<slug:channel>", behind.show, name="parity-behind"),
    path("reports/channels", channel_choice.show, name="channel-choice"),
    path("hand-overs", hand_overs.show, name="hand-overs"),
    path("hand-overs/<int:number>", hand_overs.taking, name="hand-over"),
    path("settings", profile.show, name="settings"),
    path("settings/password", password.show, name="password"),
    path("settings/macros", settings_macros.show, name="macros"),
    path("settings/macros/new", macro.new, name="new-macro"),
    path("settings/macros/<int:number>", macro.show, name="macro"),
    path("settings/macros/<int:number>/removal", macro.removal, name="macro-removal"),
    path("settings/views", settings_views.show, name="saved-views"),
    path("settings/views/new", saved_view.new, name="new-saved-view"),
    path("settings/views/<int:number>", saved_view.show, name="saved-view"),
    path("settings/views/<int:number>/removal", saved_view.removal, name="saved-view-removal"),
    path("settings/views/<int:number>/restoration", saved_view.restoration, name="saved-view-restoration"),
    path("settings/inboxes", inboxes.show, name="inboxes"),
    path("settings/inboxes/<int:number>/reply-addresses", inboxes.reply_addresses, name="reply-addresses"),
    path("settings/inboxes/<int:number>/trial", inbox_trial.show, name="inbox-trial"),
    path("settings/inboxes/<int:number>", settings_inbox.show, name="settings-inbox"),
    path("settings/mailboxes", mailboxes.show, name="mailboxes"),
    path("settings/mailboxes/<int:number>/trial", mailboxes.trial, name="mailbox-trial"),
    path("settings/mailboxes/<int:number>/activity", mailboxes.switch, name="mailbox"),
    path("settings/agents", agents.show, name="agents"),
    path("settings/agents/<int:number>", agent.show, name="agent"),
    path("settings/agents/<int:number>/factors", resetting.create, name="agent-factors"),
    path("settings/agents/<int:number>/link", link.create, name="agent-link"),
    path("settings/agents/<int:number>/activity", activity.create, name="agent-activity"),
    path("settings/tags", tag_listing.show, name="tags"),
    path("settings/tags/<int:number>", tag.show, name="tag"),
    path("settings/tags/<int:number>/merging", tag.merging, name="tag-merging"),
    path("settings/tags/<int:number>/retirement", tag.retirement, name="tag-retirement"),
    path("settings/audit", audit.show, name="audit"),
    path("settings/audit/export", audit.export, name="audit-export"),
    path("settings/roles", roles.show, name="roles"),
    path("settings/roles/new", role.new, name="new-role"),
    path("settings/roles/<int:number>", role.show, name="role"),
    path("settings/roles/<int:number>/removal", role.removal, name="role-removal"),
    path("settings/roles/<int:number>/restoration", role.restoration, name="role-restoration"),
    *people.PATHS,
    *commerce.PATHS,
    *NOTICES,
    *principles.PATHS,
    *GIFTS,
    *lists.PATHS,
    *retention.PATHS,
    path("settings/teams", teams.show, name="teams"),
    path("settings/policies", policies.show, name="policies"),
    path("settings/policies/new", policy.new, name="new-policy"),
    path("settings/policies/<int:number>", policy.show, name="policy"),
    path("settings/policies/<int:number>/place", policy.place, name="policy-place"),
    path("settings/policies/<int:number>/removal", policy.removal, name="policy-removal"),
    path("settings/channels", channels.show, name="channels"),
    path("settings/channels/forecast", channel_wanted.show, name="channel-forecast"),
    path("settings/channels/<int:number>", channel.show, name="channel"),
    path("settings/channels/<int:number>/place", channel.place, name="channel-place"),
    path("settings/channels/<int:number>/removal", channel.removal, name="channel-removal"),
    path("settings/channels/<int:number>/restoration", channel.restoration, name="channel-restoration"),
    path("settings/teams/<int:number>", settings_team.show, name="settings-team"),
    path("settings/routing", routing.show, name="routing"),
    path("settings/photo", photo.change, name="photo"),
    path("settings/spam", settings_spam.show, name="spam-settings"),
    path("settings/spam/<int:number>/unblocking", settings_spam.letting_in, name="spam-sender"),
    path("settings/presence", routing.presence, name="presence"),
    path("settings/brands", brands.show, name="brands"),
    path("settings/brands/<int:number>", brand.show, name="brand"),
    path("settings/brands/<int:number>/emergency", emergency.show, name="brand-emergency"),
    path("settings/chats", chats_settings.show, name="chatting"),
    path("settings/chats/agents/<int:number>", chats_settings.seat, name="chatting-seat"),
    path("settings/brands/<int:number>/chat", chat.show, name="brand-chat"),
    path("settings/brands/<int:number>/mission", mission.show, name="brand-mission"),
    path("settings/brands/<int:number>/survey", survey.show, name="brand-survey"),
    path("settings/brands/<int:number>/removal", brand.removal, name="brand-removal"),
    path("settings/signatures", signatures.show, name="signatures"),
    path("settings/signatures/new", signature.new, name="new-signature"),
    path("settings/signatures/<int:number>", signature.show, name="signature"),
    path("settings/signatures/<int:number>/removal", signature.removal, name="signature-removal"),
    path("settings/hours", hours_listing.show, name="business-hours"),
    path("settings/hours/new", hours_listing.new, name="new-business-hours"),
    path("settings/hours/<int:number>", hours_editing.show, name="one-business-hours"),
    path("settings/hours/<int:number>/removal", hours_editing.remove, name="business-hours-removal"),
    path("settings/acknowledgements", acknowledgements.show, name="acknowledgements"),
    path("settings/acknowledgements/<int:number>", acknowledgements.wording, name="acknowledgement"),
    path(
        "settings/acknowledgements/<int:number>/activity",
        acknowledgements.activity,
        name="acknowledgement-activity",
    ),
    path("settings/outbox", outbox.show, name="outbox"),
    path("settings/outbox/<int:number>", outbox.again, name="outbox-mail"),
    path("settings/failures", failures.show, name="failures"),
    path("settings/failures/<int:number>", failures.again, name="failure"),
    path("settings/unread-mail", unread_mail.show, name="unread-mail"),
    path("settings/unread-mail/<int:number>", unread_mail.again, name="unread-mail-again"),
]
