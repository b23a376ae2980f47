"""Examples that the tests of storage share: keys, times, a draft, a case, and what is owed of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dialogs.alerts import Kind, Owed, To
from dialogs.case import Case, Draft, Report
from dialogs.severity import Severity
from storage.keyring import Keyring
from storage.receipts import Stretch

NOW = datetime(2026, 11, 23, 10, 30, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

QUICK = Stretch(memory_kib=8, passes=1)
"""As little work as Argon2 takes: for tests that are about something else."""

KEYRING = Keyring(
    find=b"f" * 32,
    audit=b"a" * 32,
    ref=b"r" * 32,
    code=b"c" * 32,
    pepper=b"p" * 32,
    salt=b"s" * 16,
    keks={202611: b"k" * 32},
)

DRAFT = Draft(
    id="draft-1",
    person="slack:T01:U07",
    form="staff_report",
    policy="ab12",
    answers={"danger": "no", "tiles": ("bullying", "images"), "account": "Zwei Jungen \N{GRINNING FACE} \ud800"},
    typed={"subject": "Kim"},
    changed=NOW,
)

CASE = Case(
    id="case-1",
    reference="K7M2QX",
    draft="draft-1",
    policy="ab12",
    severity=Severity.S1,
    category="threats",
    route="ordinary",
    centre="hanley",
    opened=NOW,
    reporter="slack:T01:U07",
    reporter_name="Tam Reporter",
    excluded=frozenset({"ben", "carys"}),
    reports=(Report(NOW, {"account": "what happened", "tiles": ("bullying",)}),),
)

ALERT = Owed(Kind.ALERT, To.PERSON, NOW, case="case-1", person="asha")


def rung(number: int) -> Owed:
    """The timer of a rung of the ladder."""
    return Owed(Kind.ESCALATE, To.CHANNEL, NOW + number * MINUTE, case="case-1", rung=number)


def case(number: int) -> Case:
    """One of many cases."""
    return replace(CASE, id=f"case-{number}", reference=f"REF{number}", draft=f"draft-{number}")
