"""What a password must be, in our words: those of Django are not there yet in each of the languages that we speak."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _

LEAST = 10  # letters: what the words below say


class LongEnough(MinimumLengthValidator):
    """Refuses a short one."""

    def __init__(self) -> None:
        super().__init__(min_length=LEAST)

    def get_error_message(self) -> str:
        return _("At least 10 letters.")
