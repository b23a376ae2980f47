"""The organisation file: read whole, or refused with everything that is wrong."""

from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.organisation import OrganisationFaulty, OrganisationUnreadable, load, parse
from dialogs.faults import Fault
from dialogs.organisation import (
    Centre,
    Channels,
    Duty,
    LocalAuthority,
    MailServer,
    OnDuty,
    Organisation,
    Person,
    Security,
)

EXAMPLE = Path(__file__).parents[2] / "organisation.example.yaml"

ASHA, TENANT = "e5afe700-0000-4000-8000-000000000001", "e5afe700-0000-4000-8000-0000000000ff"
WHOLE = b"""\
organisation: Example Training
time_zone: Europe/London
office_hours: {mon-fri: "08:30-17:00", sat: "09:00-12:00"}
closed: [2026-12-24..2027-01-03, 2026-12-25]
people:
  asha: {name: Asha Patel, roles: [coordinator], slack: U01, teams: %b, phone: "01632 960001", email: a@example.org}
  ben:  {name: Ben Okafor, roles: [deputy], slack: U02, email: b@example.org}
on_duty: {default: asha, out_of_hours: ben, rota: [{from: 2026-12-24, to: 2027-01-03, person: ben}]}
centres: {hanley: {name: Hanley, local_authority: stoke_on_trent}, online: {name: Online}}
local_authorities:
  stoke_on_trent: {front_door: "01632 960100", lado: "01632 960101", out_of_hours: "01632 960102", checked: 2026-11-22}
slack: {safeguarding_channel: C0SAFE}
teams: {safeguarding_channel: "19:safe@thread.tacv2", tenant: %b}
second_route: {smtp: {host: mail.example.org, port: 25, from: bot@example.org, user: bot, to: [asha, ben]}}
anonymous: {modes: [named, code_only], web_page: false}
""" % (ASHA.upper().encode(), TENANT.encode())


def faults(old: str, new: str) -> list[str]:
    assert old.encode() in WHOLE
    with pytest.raises(OrganisationFaulty) as caught:
        parse(WHOLE.replace(old.encode(), new.encode(), 1), "organisation.yaml")
    return str(caught.value).splitlines()


def outcome(text: bytes) -> Organisation | tuple[Fault, ...]:
    try:
        return parse(text, "o.yaml")
    except OrganisationFaulty as faulty:
        return faulty.faults


def test_the_whole_shape_is_read() -> None:
    organisation = parse(WHOLE, "organisation.yaml")

    assert organisation.name == "Example Training"
    assert organisation.people["asha"] == Person(
        "asha", "Asha Patel", ("coordinator",), "01632 960001", "a@example.org", "U01", ASHA
    )
    assert organisation.on_duty == OnDuty("asha", "ben", (Duty(date(2026, 12, 24), date(2027, 1, 3), "ben"),))
    assert organisation.centres["hanley"] == Centre("hanley", "Hanley", "stoke_on_trent")
    assert organisation.centres["online"].local_authority == ""
    assert organisation.local_authorities["stoke_on_trent"] == LocalAuthority(
        "stoke_on_trent", "Stoke On Trent", "01632 960100", "01632 960101", "01632 960102", date(2026, 11, 22)
    )
    assert organisation.channels == Channels("C0SAFE", "19:safe@thread.tacv2", TENANT)
    assert organisation.second_route == ("asha", "ben")
    assert organisation.mail == MailServer("mail.example.org", 25, Security.STARTTLS, "bot@example.org", "bot")


def test_office_hours_are_by_weekday_in_the_organisations_own_time_zone() -> None:
    hours = parse(WHOLE, "organisation.yaml").hours

    assert hours.time_zone == ZoneInfo("Europe/London")
    assert hours.week == {**dict.fromkeys(range(5), (time(8, 30), time(17))), 5: (time(9), time(12))}
    assert hours.closed == (
        (date(2026, 12, 24), date(2027, 1, 3)),
        (date(2026, 12, 25), date(2026, 12, 25)),
    )


def test_what_is_not_used_can_be_left_out() -> None:
    kept = [
        line for line in WHOLE.splitlines() if not line.startswith((b"closed", b"slack", b"teams", b"second", b"anon"))
    ]

    organisation = parse(b"\n".join(kept), "organisation.yaml")

    assert organisation.channels == Channels()
    assert organisation.second_route == ()
    assert organisation.mail is None
    assert organisation.hours.closed == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("organisation: Example", "organization: Example", "1: 'organisation' is missing"),
        ("Europe/London", "Europe/Stoke", "2: 'time_zone' must be a time zone like Europe/London, not 'Europe/Stoke'"),
        ("Europe/London", "Europe", "2: 'time_zone' must be"),
        ("Europe/London", "../London", "2: 'time_zone' must be"),
        ("mon-fri:", "mon-friday:", "3: 'mon-friday' is no day: write mon, or mon-fri"),
        ("mon-fri:", "fri-mon:", "3: 'fri-mon' is no day"),
        ("mon-fri:", "all:", "3: 'all' is no day"),
        ("sat:", "fri:", "3: 'fri' holds a day that has its hours already"),
        ("08:30-17:00", "17:00-08:30", "3: 'mon-fri' must be opening and closing time"),
        ("08:30-17:00", "8.30 to 5", "3: 'mon-fri' must be opening and closing time"),
        ("2026-12-25]", "25.12.2026]", "4: 'closed' must hold dates like 2026-12-25 or 2026-12-24..2027-01-03"),
        ("[2026-12-24..2027-01-03,", "[2027-01-03..2026-12-24,", "4: 'closed' must hold dates"),
        ("name: Asha Patel, ", "", "6: 'name' is missing"),
        ("a@example.org", "example.org", "6: 'email' must be an e-mail address, not 'example.org'"),
        ("a@example.org", "zoë@example.org", "6: 'email' must be an e-mail address, not 'zoë@example.org'"),
        ("a@example.org", "a@exämple.org", "6: 'email' must be an e-mail address, not 'a@exämple.org'"),
        ("a@example.org", '"a\\u200b@example.org"', "6: 'email' must be an e-mail address"),
        ("01632 960001", "ring me", "6: 'phone' must be a telephone number"),
        (f"teams: {ASHA.upper()}", "teams: asha@example.org", "6: 'teams' must be their object id in Microsoft Entra,"),
        ("slack: U02", f"slack: U02, teams: {ASHA}", "7: somebody else has this 'teams' id already"),
        ("slack: U02", "slack: U01", "7: somebody else has this 'slack' id already"),
        ("slack: U02", "slak: U02", "7: 'slak' is not known here"),
        ("default: asha", "default: asher", "8: there is no person called 'asher' in this file"),
        ("to: 2027-01-03, person", "to: 2026-01-03, person", "8: this ends before it begins"),
        ("from: 2026-12-24", "from: soon", "8: 'from' must be a date like 2026-11-22, not 'soon'"),
        ("person: ben", "person: bob", "8: there is no person called 'bob' in this file"),
        ("local_authority: stoke_on_trent", "local_authority: leek", "9: there is no local authority called 'leek'"),
        ('lado: "01632 960101"', "lado: unknown", "11: 'lado' must be a telephone number"),
        ("checked: 2026-11-22", "checked: today", "11: 'checked' must be a date like 2026-11-22, not 'today'"),
        ("19:safe@thread", "19%3asafe%40thread", "13: 'safeguarding_channel' must be the id of a channel, like \"19:"),
        ("19:safe@thread.tacv2", "Safeguarding", "13: 'safeguarding_channel' must be the id of a channel, like"),
        (f"tenant: {TENANT}", "tenant: example.org", "13: 'tenant' must be the organisation's id in Microsoft Entra,"),
        ("to: [asha, ben]", "to: [asha, bob]", "14: there is no person called 'bob' in this file"),
        ("to: [asha, ben]", "to: []", "14: 'to' must list who is told by e-mail"),
        (", email: b@example.org", "", "14: 'to' holds 'ben', who has no e-mail address"),
        ("host: mail.example.org, ", "", "14: 'host' is missing"),
        ("host: mail.example.org", "host: 'mail example'", "14: 'host' must be the name of a mail server, like mail"),
        ("host: mail.example.org", "host: 'mail.example.org:25'", "14: 'host' must be the name of a mail server, like"),
        ("port: 25", "port: 65536", "14: 'port' must be a number from 1 to 65535, not '65536'"),
        (
            "from: bot@example.org",
            "from: bót@example.org",
            "14: 'from' must be an e-mail address, not 'bót@example.org'",
        ),
        ("from: bot@example.org", "from: bot", "14: 'from' must be an e-mail address, not 'bot'"),
        ("port: 25", "security: ssl", "14: 'security' must be one of: starttls, tls, none, not 'ssl'"),
        ("port: 25", "security: none", "14: 'security' may be none only if the mail server is on this computer"),
        ("port: 25", "pass: secret", "14: 'pass' is not known here"),
        ("{smtp: {", "{sms: {", "14: 'sms' is not known here"),
        ("code_only]", "code]", "15: 'modes' holds the unknown 'code' (known: code_only, named)"),
        ("web_page: false", "web_page: no", "15: 'web_page' must be true or false, not 'no'"),
        ("anonymous:", "Anonymous:", "15: 'Anonymous' is not known here"),
    ],
)
def test_a_slip_is_found_in_its_line(old: str, new: str, fault: str) -> None:
    assert any(found.startswith(f"organisation.yaml:{fault}") for found in faults(old, new)), faults(old, new)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "'::1'"])
def test_mail_may_go_unencrypted_to_this_computer_only(host: str) -> None:
    smtp = f"{{smtp: {{host: {host}, security: none, from: bot@example.org, to: [asha]}}}}"
    text = b"\n".join(line for line in WHOLE.splitlines() if not line.startswith(b"second"))

    organisation = parse(text + f"\nsecond_route: {smtp}\n".encode(), "organisation.yaml")

    assert organisation.mail == MailServer(host.strip("'"), 587, Security.NONE, "bot@example.org")


def test_every_fault_is_listed_at_once() -> None:
    with pytest.raises(OrganisationFaulty) as caught:
        parse(b"organisation: ''\npeople: {asha: {}}\non_duty: {default: ben}\n", "o.yaml")

    assert [str(fault) for fault in caught.value.faults] == [
        "o.yaml:1: 'centres' is missing",
        "o.yaml:1: 'local_authorities' is missing",
        "o.yaml:1: 'office_hours' is missing",
        "o.yaml:1: 'organisation' must not be empty",
        "o.yaml:1: 'time_zone' is missing",
        "o.yaml:2: 'name' is missing",
        "o.yaml:3: there is no person called 'ben' in this file",
    ]


def test_a_file_that_is_no_yaml_is_one_fault() -> None:
    assert faults("organisation: Example", "[organisation: Example")[0].startswith(
        "organisation.yaml:2: this is not YAML"
    )


def test_a_file_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OrganisationUnreadable, match=r"gone\.yaml cannot be read .* Copy organisation\.example\.yaml"):
        load(tmp_path / "gone.yaml")


def test_the_example_is_a_good_beginning() -> None:
    organisation = load(EXAMPLE)

    assert [person.name for person in organisation.holders("coordinator")] == ["Asha Patel"]
    assert len(organisation.people) == 8
    assert len(organisation.centres) == 2
    assert organisation.local_authorities["stoke"].checked is None
    assert all(person.phone.startswith("01632 960") for person in organisation.people.values() if person.phone)
    assert all(person.slack and person.teams for person in organisation.people.values())
    assert organisation.channels.teams_tenant == TENANT


@pytest.mark.untraced
@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_bytes_end_in_an_organisation_or_in_faults(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(start + 60, len(WHOLE))))
    scrap = data.draw(st.binary(max_size=6) | st.sampled_from([b"null", b"[", b"}", b": ", b"\n", b"*a"]))
    text = WHOLE[:start] + scrap + WHOLE[end:]

    assert outcome(text)
