"""The nouns of this room, one file each."""

from keepword.promises.models.acknowledgement import Acknowledgement, OwnWording
from keepword.promises.models.clock import Clock
from keepword.promises.models.emergency import EmergencyRefusal, EmergencyRoute
from keepword.promises.models.estimate import PublishedWait
from keepword.promises.models.policy import SlaPolicy, SlaTarget
from keepword.promises.models.promise import Promise
from keepword.promises.models.time_spent import TimeSpent, WeekSpent, WeekTouched
from keepword.promises.models.wait import Wait

__all__ = [
    "Acknowledgement",
    "OwnWording",
    "Clock",
    "EmergencyRefusal",
    "EmergencyRoute",
    "Promise",
    "PublishedWait",
    "SlaPolicy",
    "SlaTarget",
    "TimeSpent",
    "Wait",
    "WeekSpent",
    "WeekTouched",
]
