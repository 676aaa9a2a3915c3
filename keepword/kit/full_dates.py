"""A date with its year, in the language of the reader."""

from datetime import date

from django.utils.formats import date_format, get_format


def full_date(on: date) -> str:
    """ "Sep 3, 2026", "2026年9月3日". A month is shortened as everywhere else: only English has a second way to do it
    in Django ("Sept."), whose stop also meets that of a sentence."""
    return date_format(on, get_format("DATE_FORMAT").replace("N", "M"))
