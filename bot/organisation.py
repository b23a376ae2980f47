"""Reads the organisation file: who is who, when the office is open, and whom to ring outside.

Lists every fault with its line and guesses nothing. Whether these people can work a certain policy is
`dialogs.readiness`.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.anonymous_setting import A_TEAMS_CHANNEL, WEEKDAYS, anonymous
from bot.guid import guid
from bot.second_route import AN_EMAIL, second_route
from dialogs.faults import Fault, listing
from dialogs.organisation import (
    Centre,
    Channels,
    Duty,
    LocalAuthority,
    OfficeHours,
    OnDuty,
    Organisation,
    Person,
)
from dialogs.yaml_lines import read
from dialogs.yaml_table import Findings, Noted, Table, day

A_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,23}[0-9]")

A_GUID = "e5afe700-0000-4000-8000-000000000001"
UTC_ZONE = ZoneInfo("UTC")

Times = tuple[time, time]


class OrganisationUnreadable(Exception):
    """The organisation file cannot be read. The message says which, and what to do."""


class OrganisationFaulty(Exception):
    """The organisation file cannot be used. `faults` are all that is wrong; correct them and start again."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(listing(faults))
        self.faults = faults


def load(path: Path) -> Organisation:
    """The organisation in that file. Raises `OrganisationUnreadable` or `OrganisationFaulty`."""
    try:
        text = path.read_bytes()
    except OSError as error:
        advice = "Copy organisation.example.yaml and edit it."
        raise OrganisationUnreadable(
            f"The organisation file {path} cannot be read ({error.strerror}). {advice}"
        ) from error
    return parse(text, path.name)


def parse(text: bytes, name: str) -> Organisation:
    """The organisation that these bytes describe; `name` is the file's, for its faults. Raises `OrganisationFaulty`."""
    findings = Findings()
    node, unreadable = read(text, name)
    organisation = _organisation(Table(node, name, findings))
    faults = {*unreadable, *findings.faults, *_unknown(organisation, findings.references)}
    if faults:
        raise OrganisationFaulty(tuple(sorted(faults)))
    return organisation


def _organisation(table: Table) -> Organisation:
    people = _people(table.table("people"))
    told, mail = second_route(table.table("second_route", needed=False), people)
    organisation = Organisation(
        table.text("organisation"),
        people,
        _on_duty(table.table("on_duty")),
        _centres(table.table("centres")),
        _local_authorities(table.table("local_authorities")),
        _hours(table),
        _channels(table.table("slack", needed=False), table.table("teams", needed=False)),
        told,
        mail,
        anonymous(table.table("anonymous", needed=False)),
    )
    table.done()
    return organisation


def _unknown(organisation: Organisation, references: list[Noted]) -> Iterator[Fault]:
    declared = {"person": organisation.people.keys(), "local authority": organisation.local_authorities.keys()}
    for noted in references:
        if noted.text not in declared[noted.kind]:
            yield Fault(noted.file, noted.line, f"there is no {noted.kind} called '{noted.text}' in this file")


def _people(table: Table) -> dict[str, Person]:
    people: dict[str, Person] = {}
    taken: set[tuple[str, str]] = set()
    for key, each in table.named():
        people[key] = Person(
            key,
            each.text("name"),
            each.texts("roles"),
            phone=_shaped(each, "phone", A_PHONE, 'a telephone number like "01632 960001"'),
            email=_shaped(each, "email", AN_EMAIL, "an e-mail address"),
            slack=each.text("slack", ""),
            teams=each.parsed("teams", _guid, "", f"their object id in Microsoft Entra, like {A_GUID}"),
        )
        for platform, identity in (("slack", people[key].slack), ("teams", people[key].teams)):
            if identity and (platform, identity) in taken:
                each.fault(each.line_of(platform), f"somebody else has this '{platform}' id already")
            taken.add((platform, identity))
        each.done()
    return people


def _shaped(table: Table, key: str, shape: re.Pattern[str], wanted: str) -> str:
    return table.parsed(key, lambda text: text if not text or shape.fullmatch(text) else None, "", wanted)


def _on_duty(table: Table) -> OnDuty:
    on_duty = OnDuty(
        table.reference("default", "person"),
        table.reference("out_of_hours", "person", ""),
        tuple(_duty(each) for each in table.tables("rota")),
    )
    table.done()
    return on_duty


def _duty(table: Table) -> Duty:
    first = table.parsed("from", day, date.min, "a date like 2026-11-22", needed=True)
    last = table.parsed("to", day, date.max, "a date like 2026-11-22", needed=True)
    if last < first:
        table.fault(table.line_of("to"), "this ends before it begins")
    duty = Duty(first, last, table.reference("person", "person"))
    table.done()
    return duty


def _centres(table: Table) -> dict[str, Centre]:
    centres: dict[str, Centre] = {}
    for key, each in table.named():
        centres[key] = Centre(key, each.text("name"), each.reference("local_authority", "local authority", ""))
        each.done()
    return centres


def _local_authorities(table: Table) -> dict[str, LocalAuthority]:
    authorities: dict[str, LocalAuthority] = {}
    wanted = 'a telephone number like "01632 960001"'
    for key, each in table.named():
        authorities[key] = LocalAuthority(
            key,
            each.text("name", key.replace("_", " ").title()),
            _shaped(each, "front_door", A_PHONE, wanted),
            _shaped(each, "lado", A_PHONE, wanted),
            _shaped(each, "out_of_hours", A_PHONE, wanted),
            each.day("checked"),
        )
        each.done()
    return authorities


def _hours(table: Table) -> OfficeHours:
    zone = table.parsed("time_zone", _zone, UTC_ZONE, "a time zone like Europe/London", needed=True)
    closed = table.all_parsed("closed", _closure, "dates like 2026-12-25 or 2026-12-24..2027-01-03")
    return OfficeHours(zone, _week(table.table("office_hours")), closed)


def _week(table: Table) -> dict[int, Times]:
    week: dict[int, Times] = {}
    for days in table.keys():  # noqa: SIM118 - a Table is not a dict
        times = table.parsed(days, _times, None, 'opening and closing time like "08:30-17:00"', needed=True)
        numbers = _days(days)
        if not numbers:
            table.fault(table.line_of(days), f"'{days}' is no day: write mon, or mon-fri")
        if not week.keys().isdisjoint(numbers):
            table.fault(table.line_of(days), f"'{days}' holds a day that has its hours already")
        if times:
            week |= dict.fromkeys(numbers, times)
    return week


def _days(text: str) -> range:
    first, _, last = text.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        return range(0)
    return range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)


def _times(text: str) -> Times | None:
    found = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])", text)
    if not found:
        return None
    opening, closing = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    return (opening, closing) if opening < closing else None


def _closure(text: str) -> tuple[date, date] | None:
    begins, _, ends = text.partition("..")
    first, last = day(begins.strip()), day((ends or begins).strip())
    return (first, last) if first and last and first <= last else None


def _zone(text: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        return None


def _channels(slack: Table, teams: Table) -> Channels:
    channels = Channels(
        slack.text("safeguarding_channel", ""),
        _shaped(teams, "safeguarding_channel", A_TEAMS_CHANNEL, 'the id of a channel, like "19:...@thread.tacv2"'),
        teams.parsed("tenant", _guid, "", f"the organisation's id in Microsoft Entra, like {A_GUID}"),
    )
    slack.done()
    teams.done()
    return channels


def _guid(text: str) -> str | None:
    return guid(text) or (None if text else "")
