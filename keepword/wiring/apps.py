"""Django's name for this room."""

from django.apps import AppConfig

from keepword.kit.cldr import leave_out_what_is_never_said
from keepword.kit.current import read_in_one_step


class WiringConfig(AppConfig):
    name = "keepword.wiring"

    def ready(self) -> None:
        read_in_one_step()
        leave_out_what_is_never_said()
