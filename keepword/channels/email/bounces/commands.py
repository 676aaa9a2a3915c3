"""At which step of the SMTP conversation we were refused: CONN, EHLO, MAIL, RCPT or DATA."""

import re

# The word that a server uses for a step, to ours.
_STEPS = (
    ("RCPT", r"rcpt"),
    ("MAIL", r"mail"),
    ("EHLO", r"ehlo|helo|lhlo"),
    ("CONN", r"initial connection|connect(?:ion|ing)?|banner|greeting|conn"),
    ("DATA", r"(?:the )?(?:end of |final )?data|end of message|message body|text|bdat"),
)
_STEP = r"(?:the )?(rcpt|mail|ehlo|helo|lhlo|initial connection|(?:end of |final )?data|end of message|bdat|text)\b"
TOLD = (
    re.compile(rf"in reply to {_STEP}"),  # Postfix
    re.compile(rf"(?:smtp|lmtp) error from remote (?:mail )?server (?:after|for) (?:pipelined )?{_STEP}"),  # Exim, GMX
    re.compile(rf"did not like our {_STEP}"),  # DragonFly
    re.compile(rf"smtp error, {_STEP}"),  # NetEase
    re.compile(rf"error following {_STEP}|\bin (rcpt|mail) (?:to|from)\b"),
    re.compile(rf"^smtp:{_STEP}", re.MULTILINE),
    re.compile(r"\[(rcpt|mail|data)_?(?:to|from)?\]|\((data)\)"),  # Yahoo
    re.compile(r"smtp command\s+(rcpt|mail|ehlo|helo|data)\b"),  # m-FILTER
    re.compile(rf"while (?:performing|sending|in) (?:the )?{_STEP}"),
)
SENTENCES = (
    ("RCPT", re.compile(r"does not like recipient|the following addresses had delivery problems")),
    ("MAIL", re.compile(r"but sender was rejected|does not like sender|sender was rejected")),
    ("EHLO", re.compile(r"but my name was rejected")),
    ("CONN", re.compile(r"refused to talk to me|but greeting failed|after initial connection|but connection died")),
    ("DATA", re.compile(r"failed after i sent the message|failed on data command|at the end of data")),
)
# Gmail numbers the step: "(state 14)".
GMAIL_STATE = re.compile(r"\(state (\d{1,2})\)")
GMAIL_STATES = {"12": "EHLO", "13": "MAIL", "14": "RCPT", "15": "DATA", "16": "DATA", "17": "DATA", "18": "DATA"}
# Servers that check the recipient while it is named, and do not say at which step they refused.
ASKS_RECIPIENT_FIRST = re.compile(r"\bvtext\.com|\bvzwpix\.com|\b(?:mail\.)?hotmail\.|\boutlook\.com")

_SENT = re.compile(r"^\s*(?:sent )?(?:>>>|in:)\s*([a-z]{4})", re.IGNORECASE)
_ANSWERED = re.compile(r"^\s*(?:received )?(?:<<<|out:)\s*([245]\d\d)", re.IGNORECASE)


def find_command(text: str, *, diagnostic: str, reporter: str) -> str:
    """The step at which the text says that we were refused, or "".

    diagnostic: the refusal itself, to find it in a transcript with several.
    """
    lowered = text[:8000].lower()
    return (
        _told(lowered)
        or _in_transcript(text[:8000], diagnostic=diagnostic)
        or next((step for step, sentence in SENTENCES if sentence.search(lowered)), "")
        or _of_gmail(lowered)
        or ("RCPT" if ASKS_RECIPIENT_FIRST.search(reporter.lower()) else "")
    )


def _told(lowered: str) -> str:
    spoken = " ".join(lowered.split())
    for sentence in TOLD:
        found = sentence.search(lowered) or sentence.search(spoken)
        if found:
            return _step(next(group for group in found.groups() if group))
    return ""


def _step(words: str) -> str:
    return next((step for step, names in _STEPS if re.fullmatch(names, words)), "")


def _of_gmail(lowered: str) -> str:
    found = GMAIL_STATE.search(lowered)
    return GMAIL_STATES.get(found[1], "") if found else ""


def _in_transcript(text: str, *, diagnostic: str) -> str:
    """The command before the first refusal, preferring the refusal that the diagnostic repeats."""
    sent, refusals = "CONN", []
    for line in text.split("\n"):
        command, answer = _SENT.match(line), _ANSWERED.match(line)
        if command:
            sent = _step(command[1].lower()) or sent
        elif answer and answer[1][0] != "2" and answer[1] not in ("503", "354"):
            refusals.append((sent, line.partition(answer[1])[2].strip()))
    key = diagnostic[-200:].strip()
    same = [step for step, said in refusals if said and key and said[:60] in diagnostic]
    steps = same or [step for step, _ in refusals]
    return steps[0] if steps else ""
