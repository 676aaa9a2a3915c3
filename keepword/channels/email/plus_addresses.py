"""What stands behind a + in an address of ours: "help+anything@shop.example" arrives at "help@shop.example"."""

from collections.abc import Collection, Iterable, Iterator

LOCAL_LENGTH = 64  # RFC 5321, 4.5.3.1.1


def spellings(address: str) -> list[str]:
    """How this address may be written down here, the nearest first; empty for what is no address. What stands behind
    a + is ours to read, not part of the name."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not at:
        return []
    return list(dict.fromkeys([f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}"]))


def is_one_of(address: str, *, ours: Collection[str]) -> bool:
    """Whether mail to this address comes to one of ours (in lower case), whatever stands behind a +."""
    return any(one in ours for one in spellings(address))


def with_tag(address: str, *, tag: str) -> str:
    """The address with this behind a +. "" when there is no room for it."""
    local, _, domain = address.rpartition("@")
    tagged = f"{local}+{tag}"
    return f"{tagged}@{domain}" if len(tagged) <= LOCAL_LENGTH else ""


def tags_in(addresses: Iterable[str], *, ours: Collection[str]) -> Iterator[str]:
    """What stands behind the + of those that come to us."""
    for address in addresses:
        local = address.strip().rpartition("@")[0]
        if "+" in local and is_one_of(address, ours=ours):
            yield local.partition("+")[2]
