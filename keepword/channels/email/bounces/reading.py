"""Reading a report: from a message to bounces, one for each recipient."""

import re
from dataclasses import replace
from email.message import Message
from itertools import islice

from keepword.channels.email.bounces.addresses import ADDRESS
from keepword.channels.email.bounces.amazon import read_complaint, read_notice
from keepword.channels.email.bounces.codes import find_reply_code
from keepword.channels.email.bounces.commands import find_command
from keepword.channels.email.bounces.failures import ARRIVED, Failure
from keepword.channels.email.bounces.feedback import read_feedback
from keepword.channels.email.bounces.freetext import read_about, read_letter
from keepword.channels.email.bounces.letters import Letter, lay_out
from keepword.channels.email.bounces.report import read_report
from keepword.channels.email.bounces.suspecting import ROBOTS, comes_from_robot, may_be_report
from keepword.channels.email.bounces.transcripts import read_transcript
from keepword.channels.email.bounces.weighing import weigh
from keepword.channels.email.mail import Bounce

MAX_PARTS = 12  # whose types are looked at, to see whether it is a report
_MESSAGE_ID = re.compile(r"^\s{0,8}message-id:\s*<?([^<>\s]{3,250})>?", re.IGNORECASE | re.MULTILINE)
_ADDRESSEE = re.compile(rf"^\s{{0,8}}to:[^\n]{{0,200}}?{ADDRESS.pattern}", re.IGNORECASE | re.MULTILINE)
_NOT_DELIVERED = re.compile(
    r"(?:not|never|n't|un|unable to|un)[ -]?(?:be(?:en)? )?(?:deliver|sent|relay|rout|reach)|undeliver|fail(?:ed|ure)"
    r"|return(?:ed|ing)|reject|could not|couldn't|wasn't able|was blocked|error|trouble delivering|did not reach|delay"
    r"|mailbox|unknown|warning"
    # What hosts write in the language of their users, by language.
    r"|unzustellbar|nicht zugestellt|n['’]a pas (?:pu être|été) (?:remis|distribu|livr|transmis)"
    r"|non (?:remis|distribu)"
    r"|échec de (?:la )?(?:remise|distribution)|no (?:se (?:ha podido|pudo|puede)|pudo ser|fue) entrega|no entregad"
    r"|não (?:foi possível|é possível|pôde ser|foi) (?:ser )?entreg|não entregue|impossibile (?:recapitare|consegnare)"
    r"|non (?:è stato possibile )?(?:recapita|consegna)|mancat[oa] (?:recapito|consegna)|onbestelbaar"
    r"|niet (?:worden )?(?:bezorgd|afgeleverd)|nie (?:można|udało się) dostarczyć|niedostarczon"
    r"|не (?:может быть )?доставлен"
    r"|не удалось доставить|не може бути доставлен"
    r"|(?:kunde|kunne) (?:inte|ikke) lever|ei voitu toimittaa|nelze doručit"
    r"|nedoručiteln|kézbesíthetetlen|(?:teslim edileme|iletileme)d"
    r"|تعذر تسليم|غير قابل للتسليم|لم يتم تسليم"
    r"|送信できません|配信|配送|届け(?:られ|でき)|エラー|无法(?:投递|送达|发送)|未(?:能)?(?:送达|传递|投递)|退信|退回"
    r"|無法(?:投遞|送達|傳遞|傳送)|未(?:能)?(?:送達|傳遞|投遞)|반송"
    r"|(?:배달|전송|발송|전달)(?:하지|되지|할 수|될 수|에 ?실패| ?실패)",
    re.IGNORECASE,
)
_SURELY_FAILED = re.compile(r"could not be delivered to|undeliverable|delivery (?:has )?failed", re.IGNORECASE)
_STILL_TRYING = re.compile(
    r"has not yet been delivered|(?:has been|is) delayed|will be retried|warning message only|this is a warning only"
    r"|still being retried|no action is required on your part|only a temporary failure|will keep trying"
    r"|still undelivered|will continue (?:to try|trying)|delivery attempts will continue"
    r"|delivery status notification \(delay|zustellung.{0,40}verzögert|remise.{0,40}(?:retard|différée)"
    r"|entrega.{0,40}(?:retrasad|demorad|atrasad)|consegna.{0,40}ritard|доставка.{0,40}задерж|(?:배달|전송|발송).{0,10}지연"
    r"|(?:投递|传递|投遞|傳遞|送达|送達|配信|配送).{0,10}(?:延迟|延遲|遅延|遅れ)",
    re.IGNORECASE,
)
_DOVECOT = re.compile(r"was automatically rejected:\s*(.{3,500})", re.IGNORECASE | re.DOTALL)
_AWAY = re.compile(
    r"^\s*(?:auto(?:matic|mated)?[ -]?(?:reply|response|answer)|out of (?:the )?office|vacation)", re.IGNORECASE
)


def read_bounce(message: Message, *, text: str = "") -> Bounce | None:
    """What a report says about its first recipient; None when the message is no report."""
    return next(iter(read_bounces(message, text=text)), None)


def read_bounces(message: Message, *, text: str = "") -> tuple[Bounce, ...]:
    """What a report says about each of its recipients, () when the message is no report.

    message: as the standard library parsed it, under any policy. text: the mail's text as the parser decoded it,
    for reports that are HTML only. A forged report cannot be told from a true one here: whoever uses the answer must
    check that `original_message_id` is one that we sent to `recipient`.
    """
    headers = _headers(message)
    if not may_be_report(headers, types=[part.get_content_type() for part in islice(message.walk(), MAX_PARTS)]):
        return ()
    complaint = read_feedback(message)
    if complaint:
        return (complaint,)
    letter = lay_out(message, text=text)
    complaint = read_complaint(letter.note)
    if complaint:
        return (complaint,)
    return _read_letter(message, letter)


def _headers(message: Message) -> dict[str, str]:
    """By lower-case name, the first of each: that is the one that the last server put on top."""
    return {name.lower(): str(value) for name, value in reversed(message.items())}


def _read_letter(message: Message, letter: Letter) -> tuple[Bounce, ...]:
    notice = read_notice(letter.note)
    if notice is not None:
        failures, original = notice
        return tuple(weigh(failure, original=original, is_delayed=False) for failure in failures)
    failures = _reported(letter, is_believed=comes_from_robot(_headers(message))) or _told(message, letter)
    original = _original_message_id(message, letter)
    is_delayed = _says_delayed(message, letter)
    bounces = [weigh(failure, original=original, is_delayed=is_delayed) for failure in failures]
    return tuple(sorted(bounces, key=lambda bounce: bounce.kind == "delivered"))  # failures first


def _reported(letter: Letter, *, is_believed: bool) -> list[Failure]:
    """Failures by delivery-status fields, in a part of their own or (by a machine) written out in the letter."""
    whole = letter.note + letter.rest
    failures = read_report(letter.fields)
    if not failures and is_believed and re.search(r"(?im)^\s{0,8}(?:final|original)-recipient:", whole):
        failures = read_report(whole)
    several = len(failures) > 1
    return [_with_context(failure, letter, is_one_of_several=several) for failure in failures]


def _with_context(failure: Failure, letter: Letter, *, is_one_of_several: bool) -> Failure:
    """The failure, and what the words for people add: the step at which we were refused, or all of the reason."""
    if failure.action in ARRIVED:
        return failure
    note = letter.note + ("" if letter.fields else letter.rest)
    about = read_about(failure.recipient, note) if failure.recipient else None
    spoken = _DOVECOT.search(letter.note)
    told = " ".join(spoken[1].split()) if spoken else failure.diagnostic
    return _with_command(
        replace(
            failure,
            recipient=failure.recipient or next(iter(ADDRESS.findall(letter.note[:4000])), ""),
            diagnostic=told or (about.diagnostic if about else ""),
            context=about.context if about and is_one_of_several else note,
        )
    )


def _with_command(failure: Failure) -> Failure:
    command = find_command(failure.context, diagnostic=failure.diagnostic, reporter=failure.reporter)
    return replace(failure, command=command)


def _told(message: Message, letter: Letter) -> list[Failure]:
    """Failures told in words. Only a machine is believed, and only when it speaks of failing."""
    subject = str(message.get("Subject") or "")
    if not comes_from_robot(_headers(message)) and not letter.fields:
        return []
    if _AWAY.match(subject) or not _NOT_DELIVERED.search(f"{subject}\n{letter.note[:8000]}"):
        return []
    reporter = str(message.get("From") or "")
    if not (ROBOTS.search(reporter) or find_reply_code(letter.note) or _SURELY_FAILED.search(letter.note[:8000])):
        return []  # an empty return path alone: mostly somebody's vacation program
    found = (
        read_transcript(letter.note)
        or _in_words(message, letter.note)
        or _in_words(message, letter.rest)
        or _about_addressee(letter)
    )
    return [_with_command(replace(failure, reporter=reporter)) for failure in found]


def _in_words(message: Message, note: str) -> list[Failure]:
    named = ADDRESS.findall(str(message.get("X-Failed-Recipients") or message.get("X-Bounced-Address") or "")[:4000])
    sender = next(iter(ADDRESS.findall(str(message.get("To") or "")[:1000])), "")
    return read_letter(note, named=named, sender=sender)


def _about_addressee(letter: Letter) -> list[Failure]:
    """A letter that names nobody is about the one to whom the mail that came back was written."""
    addressee = _ADDRESSEE.search(f"{letter.returned}\n{letter.rest}")
    if addressee is None:
        return []
    return [Failure(addressee[1], diagnostic=" ".join(letter.note[:4000].split()), context=letter.note)]


def _says_delayed(message: Message, letter: Letter) -> bool:
    return bool(_STILL_TRYING.search(f"{str(message.get('Subject') or '')[:500]}\n{letter.note[:8000]}"))


def _original_message_id(message: Message, letter: Letter) -> str:
    for text in (letter.returned, letter.rest, letter.note):
        found = _MESSAGE_ID.search(text)
        if found:
            return found[1]
    references = re.findall(r"<([^<>\s]{3,250})>", str(message.get("In-Reply-To") or message.get("References") or ""))
    return references[-1] if references else ""
