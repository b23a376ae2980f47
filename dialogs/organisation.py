"""The organisation as frozen values: who holds which role, when the office is open, whom to ring outside.

Values and look-ups only. The YAML file is read in `bot.organisation`; opening hours are counted in
`dialogs.office_hours`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the organisation file. `key` is their name inside the bot; contact details may be empty."""

    key: str
    name: str
    roles: tuple[str, ...]
    phone: str = ""
    email: str = ""
    slack: str = ""
    teams: str = ""


@dataclass(frozen=True, slots=True)
class LocalAuthority:
    """Telephone numbers of a local authority's children's services. `checked`: when somebody last made sure."""

    id: str
    name: str
    front_door: str
    lado: str
    out_of_hours: str
    checked: date | None


@dataclass(frozen=True, slots=True)
class Centre:
    """A place where learners are taught. `local_authority` is an id, or empty if it is not known."""

    id: str
    name: str
    local_authority: str


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When somebody is expected to be at work.

    `week` maps a weekday (Monday is 0) to its opening and closing time; a day that is absent is closed.
    `closed` lists first and last day of each closure, both included.
    """

    time_zone: ZoneInfo
    week: Mapping[int, tuple[time, time]]
    closed: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody is on duty from `first` to `last` (both included), in place of the usual person."""

    first: date
    last: date
    person: str


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty: the rota first, then `out_of_hours` while the office is closed (may be empty), then `default`."""

    default: str
    out_of_hours: str
    rota: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Channels:
    """Where alerts are posted on each platform. Empty: that platform is not used."""

    slack: str = ""
    teams: str = ""
    teams_tenant: str = ""


class Security(StrEnum):
    """How a connection to a mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    """Only to this computer itself."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed in. `sender` is the address it comes from; `user` is empty if no log-in is needed."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week, on a weekday (Monday is 0) at a time of the office's clock, in a channel that everybody reads."""

    weekday: int
    at: time
    channels: Channels


@dataclass(frozen=True, slots=True)
class Anonymous:
    """How learners may tell us something. Without any mode they are told whom to ring.

    `delay`: alerts that are not urgent are held back by chance. `access_days`: how long a code opens what was written,
    after the concern is finished. `reminder`: when everybody is reminded that there may be answers.
    """

    named: bool = False
    code_only: bool = False
    web_page: bool = False
    delay: bool = False
    access_days: int = 30
    reminder: Weekly | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything about the organisation that the bot has to know."""

    name: str
    people: Mapping[str, Person]
    on_duty: OnDuty
    centres: Mapping[str, Centre]
    local_authorities: Mapping[str, LocalAuthority]
    hours: OfficeHours
    channels: Channels = field(default_factory=Channels)
    second_route: tuple[str, ...] = ()
    """The keys of those who are told over a second route too (e-mail). Empty: there is none."""
    mail: MailServer | None = None
    """What the second route goes over. There is one exactly if `second_route` names somebody."""
    anonymous: Anonymous = field(default_factory=Anonymous)

    def holders(self, role: str) -> tuple[Person, ...]:
        """Everybody with that role, in the order of the file."""
        return tuple(person for person in self.people.values() if role in person.roles)

    def name_of(self, key: str) -> str:
        """The name of the person with that key, or an empty text if nobody has it."""
        person = self.people.get(key)
        return person.name if person else ""
