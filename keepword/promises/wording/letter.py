"""An acknowledgement in words: ours in the brand's voice, or the brand's own with variables."""

import re
from dataclasses import dataclass

from keepword.brands.mission.saying import STARTS
from keepword.brands.saying_channels import all_ways
from keepword.promises.wording import voices

VARIABLES = ("name", "brand", "people", "when", "hours", "reference", "reach", "emergency")
_VARIABLE = re.compile(r"{([^{}\n]*)}")
_BEFORE_NAME = re.compile(r"[ \u00a0]?{name}")


class UnknownVariable(ValueError):
    """A wording names something that we cannot fill in. `name` as it was written."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter can say, each in the customer's language. "" for what is not known or must not be said.

    people: who signs. when: an instant as it stands after "by". hours: whether we are there now. reach: the
    address of the page of all ways to reach the brand. emergency: how to call somebody now, some lines.
    """

    voice: str
    brand: str
    name: str = ""
    people: str = ""
    when: str = ""
    hours: str = ""
    reference: str = ""
    reach: str = ""
    emergency: str = ""


def built_in(facts: Facts) -> str:
    """The whole letter, in the active language."""
    expectation = "\n".join([voices.received(facts.voice), *about_the_wait(facts)])
    after = [voices.adding(facts.voice)]
    if facts.reference:
        after.append(voices.reference(facts.reference))
    if facts.reach:
        after.append(all_ways(facts.reach))
    signed = "\n".join(filter(None, [voices.closing(facts.voice), facts.people, facts.brand]))
    greeting = voices.greeting(facts.voice, name=facts.name)
    return "\n\n".join(filter(None, [greeting, expectation, facts.emergency, "\n".join(after), signed]))


def about_the_wait(facts: Facts) -> list[str]:
    """When they hear from us, and when we are there: the sentences that a page says, too."""
    sentences = [voices.answered_by(facts.voice, when=facts.when)] if facts.when else []
    return [*sentences, voices.hours(facts.hours)] if facts.hours else sentences


def check(text: str) -> None:
    """Whether a brand's own wording can be filled in; a mission that is not there leaves its line out.
    Raises UnknownVariable: better now than in a letter."""
    for name in _VARIABLE.findall(text):
        if name not in VARIABLES and not name.startswith(STARTS):
            raise UnknownVariable(name)
    rest = _VARIABLE.sub("", text)
    if "{" in rest or "}" in rest:
        raise UnknownVariable("{" if "{" in rest else "}")


def own(text: str, *, facts: Facts) -> str:
    """A brand's own wording, filled in. A line that names what is not known is left out, so that no letter says "by
    ." to anybody; only a missing name is passed over in its line. How to call somebody in an emergency comes last
    where it has no place."""
    if "{emergency}" not in text:
        text += "\n\n{emergency}"
    kept = [line for line in text.splitlines() if all(_is_known(name, facts) for name in _VARIABLE.findall(line))]
    filled = [_fill(line, facts=facts) for line in kept]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(filled)).strip()


def _is_known(name: str, facts: Facts) -> bool:
    return name == "name" or bool(getattr(facts, name, ""))


def _fill(line: str, *, facts: Facts) -> str:
    """In one pass: what a customer calls themselves is never read as a variable."""
    line = line if facts.name else _BEFORE_NAME.sub("", line)
    return _VARIABLE.sub(lambda found: str(getattr(facts, found[1])), line)
