"""Small values to decide with: an organisation, and cases of the small policy."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dialogs.case import Case
from dialogs.organisation import Centre, LocalAuthority, OfficeHours, OnDuty, Organisation, Person
from dialogs.policy import Policy
from dialogs.severity import Severity
from dialogs.triage import Assessment
from tests.dialogs.small_policy import POLICY

LONDON = ZoneInfo("Europe/London")
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning in winter, while the office is open."""

EARLY, LATE = time(9), time(17)
OFFICE = OfficeHours(LONDON, dict.fromkeys(range(5), (EARLY, LATE)), ())
"""Monday to Friday from nine to five."""

PEOPLE = (
    Person("asha", "Asha Patel", ("coordinator",), "01632 960001"),
    Person("ben", "Ben Okafor", ("deputy",), "01632 960002"),
    Person("carys", "Carys Jones", ("lead",), "01632 960003"),
    Person("dilys", "Dilys O'Brien-Ward", ("champion",), "01632 960004"),
    Person("ewan", "Ewan Reid", ("it",)),
    Person("farah", "Farah Malik", ("learner_services",)),
    Person("tom", "Tom Baker", ("tutor",)),
    Person("lena", "Lena Kováč", ("learner",)),
)


def at(text: str) -> datetime:
    """'2026-11-23 10:00' in London, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def organisation(
    *people: Person, on_duty: OnDuty | None = None, hours: OfficeHours = OFFICE, default: str = "asha"
) -> Organisation:
    """An organisation of these people, or of all of `PEOPLE`."""
    return Organisation(
        name="Example Training",
        people={person.key: person for person in people or PEOPLE},
        on_duty=on_duty or OnDuty(default, "", ()),
        centres={"hanley": Centre("hanley", "Hanley", "stoke")},
        local_authorities={
            "stoke": LocalAuthority("stoke", "Stoke", "01632 960011", "01632 960012", "01632 960013", date(2026, 1, 1))
        },
        hours=hours,
    )


# ------------------------------------------------------------------------------------------------------------- a case


def assessment(
    severity: Severity = Severity.S1, through: str = "channel", *excluded: str, policy: Policy = POLICY
) -> Assessment:
    """What triage would decide of a report with that severity and route, about or against these people."""
    return Assessment(
        policy.categories["messages"],
        severity,
        (),
        policy.routes[through],
        frozenset(excluded),
        staff=False,
        signposts=(),
    )


def case(
    severity: Severity = Severity.S1, through: str = "channel", *excluded: str, opened: datetime = MONDAY_TEN
) -> Case:
    """A case that has just been made by Tom."""
    return Case(
        id="case-1",
        reference="ES-7K4M2P",
        draft="draft-1",
        policy=POLICY.hash,
        severity=severity,
        category="messages",
        route=through,
        centre="hanley",
        opened=opened,
        reporter="tom",
        reporter_name="Tom Baker",
        excluded=frozenset(excluded),
        complete=True,
    )
