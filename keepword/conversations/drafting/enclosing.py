"""Files of a draft: there as soon as they are chosen, so that a refused answer never loses them."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Sum

from keepword.conversations.filing import KeptFile, as_kept
from keepword.conversations.inbound import File
from keepword.conversations.models import Draft, DraftFile
from keepword.kit import clock, tokens


class TooMuch(ValueError):
    """More bytes than one message may carry."""


@transaction.atomic
def enclose(draft: Draft, *, files: Sequence[File], limit: int) -> list[DraftFile]:
    """`limit` is in bytes, for all files of the draft. Raises TooMuch."""
    there = draft.files.aggregate(size=Sum("size"))["size"] or 0
    if there + sum(len(file.content) for file in files) > limit:
        raise TooMuch
    return as_draft_files([as_kept(one) for one in files], draft=draft)


def as_draft_files(files: Sequence[KeptFile], *, draft: Draft) -> list[DraftFile]:
    now = clock.now()
    return DraftFile.objects.bulk_create(
        DraftFile(
            draft=draft,
            token=tokens.unguessable(),
            name=one.name,
            type=one.type,
            size=one.size,
            path=one.path,
            is_inline=one.is_inline,
            cid=one.cid,
            added_at=now,
        )
        for one in files
    )


def take_out(draft: Draft, *, token: str) -> bool:
    """Whether there was such a file."""
    return bool(draft.files.filter(token=token).update(draft=None, added_at=clock.now()))


def move_files(draft: Draft, *, to: Draft) -> None:
    draft.files.update(draft=to)


def kept_in(files: Iterable[DraftFile], *, html: str = "") -> list[KeptFile]:
    """To be sent along. A picture that the words do not show any more is a file like others."""
    kept = []
    for one in sorted(files, key=lambda one: one.pk):
        is_inline = one.is_inline and f'src="cid:{one.cid}"' in html
        cid = one.cid if is_inline else ""
        kept.append(KeptFile(one.name, one.type, one.size, one.path, is_inline=is_inline, cid=cid))
    return kept
