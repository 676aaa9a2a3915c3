"""The demo's ways to be reached: two that are answered, one that is watched, one that is not."""

from keepword.brands.cataloguing import Entry, add
from keepword.brands.models import NOT_SUPPORTED, WATCHED, Brand
from keepword.events.actor import SYSTEM

ENTRIES = (
    Entry("form", languages=("en", "ko", "es")),
    Entry("mail", "help@leafloom.example", languages=("en", "zh-Hans", "ko", "ja", "es", "ar")),
    Entry("phone", "+1 555 0100", answer_seconds=120, languages=("en", "es"), note="For orders that are on their way"),
    Entry("instagram", "@leafloom", support=WATCHED),
    Entry("facebook", "leafloom", support=NOT_SUPPORTED),
)


def fill_catalogue(brand: Brand) -> None:
    for entry in ENTRIES:
        add(brand, entry=entry, by=SYSTEM)
