"""Faults in the parts of a policy: each is found, in its line."""

import pytest

from dialogs.policy_parts import span
from dialogs.severity import Span, Unit
from tests.policies.edited import edited, faults, only_fault


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("policy.yaml", "passages: [welfare]", "passages: [warfare]", "there is no passage called 'warfare'"),
        ("policy.yaml", "handles: true", "handles: maybe", "'handles' must be true or false, not 'maybe'"),
        ("passages.yaml", "Ask the web site", "Beg the web site", "'items' is not in policy.txt in these words"),
        ("passages.yaml", "something unkind about", "something kind about", "'lead' is not in policy.txt"),
        ("passages.yaml", "id: hurt", "id: unkind", "the id 'unkind' is here twice"),
        ("obligations.yaml", "who: Everybody", "who: ''", "'who' must not be empty"),
        ("errata.yaml", "by fax]", "by post]", "'quotes' is not in policy.txt"),
        ("signposts.yaml", "contact: 01632", "contakt: 01632", "'contakt' is not known here"),
        ("routes.yaml", "ladder: [chair, welfare_officer]", "ladder: [chair, wife]", "there is no role called 'wife'"),
        ("routes.yaml", "readers: [chair]", "readers: [chairs]", "there is no role called 'chairs'"),
        ("routes.yaml", "ladder: [chair, welfare_officer]", "ladder: []", "the route 'officers' has nobody on its"),
        (
            "routes.yaml",
            "contacts: [ambulance, lado",
            "contacts: [ambulance, lada",
            "there is no contact called 'lada'",
        ),
        ("routes.yaml", "channel: false", "channel: perhaps", "'channel' must be true or false"),
        ("categories.yaml", "procedures: [UNKIND]", "procedures: [HURT]", "there is no procedure called 'HURT'"),
        ("categories.yaml", "overlays: [HURT]", "overlays: [UNKIND]", "there is no overlay called 'UNKIND'"),
        ("categories.yaml", "sources: [RULE-1]", "sources: [RULE-7]", "there is no source called 'RULE-7'"),
        ("categories.yaml", "signposts: [county_desk]", "signposts: [shire]", "there is no signpost called 'shire'"),
        ("severities.yaml", "rungs: [2 minutes]", "rungs: [2 hours]", "'rungs' must hold spans like"),
        ("severities.yaml", "repeat: 1 working hour", "repeat: soon", "'repeat' must be a span like"),
        ("severities.yaml", "silence: 2", "silence: -1", "'silence' must be a whole number from 1, not '-1'"),
        ("severities.yaml", "promptness: at once", "promptness: daily digest", "S0 must be told 'at once'"),
    ],
)
def test_a_slip_is_found_in_its_line(file: str, old: str, new: str, problem: str) -> None:
    found = faults(edited(file, old, new))

    assert any(fault.startswith(file) and problem in fault for fault in found), found


def test_a_route_of_a_category_must_exist() -> None:
    assert only_fault("categories.yaml", "route: club", "route: pub") == "there is no route called 'pub'"


@pytest.mark.parametrize("repeat", ["    \n", "  repeat: null\n"])
def test_what_is_urgent_is_never_given_up(repeat: str) -> None:
    found = faults(edited("severities.yaml", "  repeat: 1 working hour\n", repeat))

    assert [fault.split(": ", 1)[1] for fault in found] == ["S1 needs a 'repeat': what is urgent is never given up"]


def test_every_severity_must_be_there() -> None:
    assert faults(edited("severities.yaml", "S4:", "S5:")) == [
        "severities.yaml:1: 'S4' is missing",
        "severities.yaml:34: 'S5' is not known here",
    ]


@pytest.mark.parametrize(("flag", "what"), [("required", "required"), ("handles", "handles")])
def test_some_role_is_required_and_some_role_handles_cases(flag: str, what: str) -> None:
    files = edited("policy.yaml", f"    {flag}: true\n", "")

    assert faults(edited("policy.yaml", f"    {flag}: true\n", "", files)) == [
        f"policy.yaml:7: at least one role must be '{what}: true'"
    ]


def test_line_breaks_do_not_matter_to_a_quote() -> None:
    assert only_fault("obligations.yaml", "Nobody takes photographs in", "nobody takes photographs in").startswith(
        "'quote'"
    )


def test_a_long_quote_is_shown_in_short() -> None:
    problem = only_fault("obligations.yaml", "writes it in the welfare book", "burns it afterwards")

    assert problem.endswith(': "receives every worry about a swimmer and burns it afterwards"')

    problem = only_fault("obligations.yaml", "writes it in the welfare book", "burns it afterwards without a word")

    assert problem.endswith(': "receives every worry about a swimmer and burns it afterwards..."')


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5 minutes", Span(5, Unit.MINUTES)),
        ("1 minute", Span(1, Unit.MINUTES)),
        ("4 working hours", Span(4, Unit.WORKING_HOURS)),
        ("1 working days", Span(1, Unit.WORKING_DAYS)),
        ("0 minutes", None),
        ("5 days", None),
        ("99999 minutes", None),
        ("٥ minutes", None),
        ("", None),
    ],
)
def test_a_span_is_a_number_and_a_unit(text: str, meant: Span | None) -> None:
    assert span(text) == meant
