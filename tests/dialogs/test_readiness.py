"""Whether these people can work this policy."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from dialogs.casework.retention import Retention
from dialogs.organisation import (
    Anonymous,
    Centre,
    Channels,
    Duty,
    LocalAuthority,
    OfficeHours,
    OnDuty,
    Organisation,
    Person,
    Weekly,
)
from dialogs.policy_file import load
from dialogs.readiness import faults, made_up, warnings
from tests.policies.edited import SMALLVILLE

POLICY = load(SMALLVILLE)
TODAY = date(2026, 11, 22)
FOLDER = Path("policy")


def person(key: str, *roles: str, phone: str = "01632 960001") -> Person:
    return Person(key, key.title(), roles, phone=phone)


def people(*several: Person) -> Mapping[str, Person]:
    return {each.key: each for each in several}


READY = Organisation(
    "Smallville Swimming Club",
    people(person("wilma", "welfare_officer"), person("carl", "chair"), person("cora", "coach")),
    OnDuty("wilma", "carl", (Duty(date(2026, 12, 24), date(2027, 1, 3), "carl"),)),
    {"baths": Centre("baths", "Old Baths", "county")},
    {"county": LocalAuthority("county", "County", "01632 960100", "01632 960101", "01632 960102", TODAY)},
    OfficeHours(ZoneInfo("Europe/London"), {0: (time(9), time(17))}, ()),
    second_route=("wilma",),
)


def by_telephone(person: Person) -> bool:
    return bool(person.phone)


def why_not(organisation: Organisation) -> tuple[str, ...]:
    return faults(POLICY, organisation, by_telephone)


def test_a_club_with_its_officers_is_ready() -> None:
    assert why_not(READY) == ()


def test_a_required_role_must_be_held() -> None:
    gone = replace(READY, people=people(person("wilma", "welfare_officer"), person("carl", "welfare_officer")))

    assert why_not(gone) == ("Nobody is Chair (chair), and the policy needs one: give somebody that role.",)


def test_a_role_that_the_policy_does_not_know_is_a_slip() -> None:
    slip = replace(READY, people={**READY.people, "lee": person("lee", "lifegaurd")})

    assert why_not(slip) == (
        "lee has the role 'lifegaurd', which the policy does not know: it has welfare_officer, chair, coach.",
    )


def test_nobody_on_a_step_of_a_ladder_can_be_reached() -> None:
    silent = replace(
        READY,
        people={**READY.people, "carl": person("carl", "chair", phone=""), "ann": person("ann", "welfare_officer")},
    )

    assert why_not(silent) == (
        "On the route 'club', no Chair (chair) can be reached.",
        "On the route 'officers', no Chair (chair) can be reached.",
    )


def test_one_person_in_every_role_is_one_person() -> None:
    alone = replace(READY, people=people(person("wilma", "welfare_officer", "chair")), on_duty=OnDuty("wilma", "", ()))

    assert why_not(alone) == (
        "Only 1 of those who handle cases can be reached; there must be at least 2.",
        "The route 'club' reaches 1 different people; there must be at least 2.",
        "The route 'officers' reaches 1 different people; there must be at least 2.",
    )


def test_whoever_is_on_duty_handles_cases() -> None:
    wrong = replace(READY, on_duty=OnDuty("cora", "nobody", (Duty(TODAY, TODAY, "cora"), Duty(TODAY, TODAY, "wilma"))))

    assert why_not(wrong) == (
        "'cora' is on duty at times, and has no role that handles cases.",
        "'nobody' is on duty at times, and has no role that handles cases.",
    )


def test_every_centre_is_in_a_local_authority() -> None:
    nowhere = replace(READY, centres={"baths": Centre("baths", "Old Baths", ""), "lido": Centre("lido", "Lido", "x")})

    assert why_not(nowhere) == (
        "The centre 'baths' has no local authority: say which one it is in.",
        "The centre 'lido' has no local authority: say which one it is in.",
    )


def test_everything_is_said_at_once() -> None:
    nobody = replace(READY, people={}, centres={"baths": Centre("baths", "Old Baths", "")})

    assert len(why_not(nobody)) == 8


def test_what_is_merely_missing_is_a_warning() -> None:
    roles = {**POLICY.roles, "chair": replace(POLICY.roles["chair"], required=False)}
    bare = replace(
        READY,
        people=people(person("wilma", "welfare_officer"), person("willy", "welfare_officer")),
        on_duty=OnDuty("wilma", "", ()),
        second_route=(),
        local_authorities={"county": replace(READY.local_authorities["county"], checked=None)},
    )

    unchecked = (
        "Nobody has checked these signposts, which are shown as unverified: county_desk. Date each in "
        "policy/signposts.yaml (checked:) once somebody has tried it."
    )
    assert warnings(replace(POLICY, roles=roles), bare, TODAY, FOLDER) == (
        "Nobody is Chair (chair), so there is one person fewer to tell.",
        "Nobody is on call out of hours (on_duty: out_of_hours).",
        "There is no second route: if the chat platform is down, alerts wait until it is back.",
        "Nobody has checked the numbers of the local authority 'county': ring them, then date them.",
        unchecked,
    )
    assert faults(replace(POLICY, roles=roles), bare, by_telephone) == ()


def test_of_signposts_that_were_all_checked_nothing_is_said() -> None:
    checked = {name: replace(each, checked=TODAY) for name, each in POLICY.signposts.items()}
    assert not [
        each for each in warnings(replace(POLICY, signposts=checked), READY, TODAY, FOLDER) if "checked" in each
    ]


def test_a_signpost_is_expired_from_the_day_after_its_last() -> None:
    expired = "The signpost 'county_desk' expired on 2027-05-01: it is not shown any more."

    assert expired not in warnings(POLICY, READY, date(2027, 5, 1), FOLDER)
    assert expired in warnings(POLICY, READY, date(2027, 5, 2), FOLDER)


def test_a_record_that_too_few_could_have_destroyed_is_a_warning() -> None:
    reviewed = replace(POLICY, casework=replace(POLICY.casework, retention=Retention(by=("chair", "welfare_officer"))))
    alone = "Only 1 of your people is Chair or Welfare Officer, and it takes 2 to destroy a record"
    by_one = replace(READY, people=people(person("carl", "chair", "welfare_officer"), person("cora", "coach")))

    assert not [each for each in warnings(reviewed, READY, TODAY, FOLDER) if "destroy" in each]
    assert not [each for each in warnings(POLICY, by_one, TODAY, FOLDER) if "destroy" in each]
    [said] = [each for each in warnings(reviewed, by_one, TODAY, FOLDER) if "destroy" in each]
    assert said.startswith(alone)


def test_what_nobody_has_is_told_from_what_somebody_may_have() -> None:
    real = person("real", phone="01632 970001")
    written = (
        replace(real, key="drama", phone="01632 960001"),
        replace(real, key="abroad", phone="+44 (0)7700 900-123"),
        replace(real, key="mail", email="asha@Example.ORG"),
        replace(real, key="below", email="asha@mail.example.com"),
        replace(real, key="test", email="asha@college.test"),
        replace(real, key="near", phone="01632 9600012", email="asha@myexample.org"),
        replace(real, key="none", phone="", email=""),
    )

    assert made_up(replace(READY, people=people(real))) == ()
    [said] = made_up(replace(READY, people=people(*written)))
    assert said == (
        "Nobody is reached at what is made up, so put in the real ones: drama's 01632 960001, abroad's "
        "+44 (0)7700 900-123, mail's asha@Example.ORG, below's asha@mail.example.com, test's asha@college.test."
    )


def test_what_learners_are_offered_needs_a_form_and_a_reminder() -> None:
    no_form = "Learners are to be able to tell you something (anonymous: modes), and the policy has no form for them."
    nobody = "Nobody reminds learners that there may be an answer to their code (anonymous: reminder)."
    without = replace(POLICY, reporting=replace(POLICY.reporting, concern=None))
    reminder = Weekly(4, time(9), Channels(slack="C0ALL"))
    named, both = Anonymous(named=True), Anonymous(named=True, code_only=True)
    for setting, said in (
        (Anonymous(), set()),
        (named, {no_form}),
        (both, {no_form, nobody}),
        (replace(both, reminder=reminder), {no_form}),
    ):
        ready = replace(READY, anonymous=setting)
        found = {*faults(without, ready, by_telephone), *warnings(without, ready, TODAY, FOLDER)}
        assert {no_form, nobody} & found == said
