"""The bundled policy: whole, in the policy's exact words, and without a dead end."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest

import dialogs
from dialogs.forms import Answers, ChooseMany, ChooseOne, Form, Screen, fields_read, holds
from dialogs.policy import FINDER, Policy, ProcedureKind
from dialogs.policy_file import load
from dialogs.severity import Severity

FOLDER = Path(dialogs.__file__).parent / "policies" / "achieve"

TEXT = "ab5a3e8ec4c0e5d7a4255b1658029e0c14481e540fe164adb1e800f0d71e33ee"
PASSAGES = "f8baf3cf1bbd6e98f873d95f0ef0780a29556b83220b021c316e84064f594339"
OBLIGATIONS = "f6be84cffe992c604508cc487398266a194070e6e2fd83bbb8fe52bbac760e9b"
"""SHA-256 of the source: the policy's text, its 110 passages and the quotes of its 87 obligations."""

OWN_KNOWLEDGE = {"E6", "E7", "E10", "E12", "E24", "E27", "E28", "E30", "E37", "E38"}
"""Errata for which no source was seen."""

FOR_HANDLERS = {"adult_at_risk", "danger_now", "data_loss", "monitoring_alert"}
"""Categories that no report leads to: a handler chooses them, or the one-line alert does."""

QUOTING = {"passages.yaml", "obligations.yaml", "errata.yaml"}
"""Files that hold the policy's own words beside ours."""

ADDRESS = re.compile(r"[\w.]+@\w+\.\w+")
NAME = re.compile(r"(?:^|\u2013 )([A-Z][a-z]+ [A-Z][a-z]+)(?= [\u2013(-])")
"""Two capitalised words where the policy names who holds a role."""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(FOLDER)


@pytest.fixture(scope="module")
def form(policy: Policy) -> Form:
    return policy.forms[policy.reporting.form]


def digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def test_the_text_is_the_policys_own_to_the_byte() -> None:
    assert hashlib.sha256((FOLDER / "policy.txt").read_bytes()).hexdigest() == TEXT


def test_every_passage_has_its_exact_words(policy: Policy) -> None:
    assert len(policy.passages) == 110
    assert digest(text for each in policy.passages.values() for text in (each.id, each.text, *each.items)) == PASSAGES


def test_every_obligation_is_there_in_its_exact_words(policy: Policy) -> None:
    assert list(policy.obligations) == [f"OB-{number:02}" for number in range(1, 88)]
    assert digest(each.quote for each in policy.obligations.values()) == OBLIGATIONS


def test_every_erratum_is_there_and_says_what_to_do_instead(policy: Policy) -> None:
    assert list(policy.errata) == [f"E{number}" for number in range(1, 43)]
    assert all(each.problem and each.instead for each in policy.errata.values())


def test_an_erratum_without_a_source_is_not_called_checked(policy: Policy) -> None:
    assert {each.id for each in policy.errata.values() if each.checked is None} == OWN_KNOWLEDGE


def test_procedure_a_is_the_policys_list_in_its_order(policy: Policy) -> None:
    steps = policy.procedures["A"].steps
    assert [step.id for step in steps] == [f"A{number}" for number in range(1, 8)]
    assert tuple(step.words for step in steps) == policy.passages["procedure.a-messages"].items


def test_procedure_b_is_the_policys_list_after_reporting_it(policy: Policy) -> None:
    report, *steps = policy.procedures["B"].steps
    assert report.words == policy.obligations["OB-43"].quote
    assert [step.id for step in steps] == [f"B{number}" for number in range(1, 6)]
    assert tuple(step.words for step in steps) == policy.passages["procedure.b-posts"].items


def test_removal_waits_until_the_evidence_is_kept(policy: Policy) -> None:
    steps = {step.id: step for step in policy.procedures["B"].steps}
    assert steps["B1"].after == ("B2",)


def test_evidence_is_kept_once_when_both_procedures_apply(policy: Policy) -> None:
    steps = {step.id: step for each in "AB" for step in policy.procedures[each].steps}
    assert [each for each, step in steps.items() if step.shared] == ["A4", "B2"]
    assert steps["A4"].shared == steps["B2"].shared


def test_an_overlay_never_passes_for_the_policy(policy: Policy) -> None:
    overlays = [each for each in policy.procedures.values() if each.kind is ProcedureKind.OVERLAY]
    assert overlays
    assert all("policy" in each.trigger.lower() and each.source for each in overlays)
    assert not any(step.quoted for each in overlays for step in each.steps)


def test_an_overlay_that_is_not_checked_says_so(policy: Policy) -> None:
    overlays = [each for each in policy.procedures.values() if each.kind is ProcedureKind.OVERLAY]
    assert all("unverified" in each.source.lower() for each in overlays if each.checked is None)


def test_what_the_reporter_is_told_to_do_is_the_finders_step(policy: Policy) -> None:
    steps = [step for each in policy.procedures.values() for step in each.steps]
    assert {step.owner for step in steps if step.tell_finder} == {FINDER}


def test_an_image_of_somebody_under_18_is_restricted_and_suspends_the_policys_steps(policy: Policy) -> None:
    images = [each for each in policy.categories.values() if "image_under_18" in each.overlays]
    assert len(images) == 3
    assert all(each.suspends and each.severity is Severity.S1 for each in images)
    assert {each.route for each in images} == {"restricted"}


def test_nobody_is_told_to_keep_a_sexual_image_of_somebody_under_18(policy: Policy) -> None:
    told = [step.tell_finder for step in policy.procedures["image_under_18"].steps if step.tell_finder]
    assert told[0].startswith("Don't look at the picture, save it, send it or ask for it.")


def test_a_route_without_a_channel_has_no_category_that_nobody_is_messaged_about(policy: Policy) -> None:
    quiet = [each for each in policy.categories.values() if not policy.routes[each.route].channel]
    assert quiet
    assert all(policy.severities[each.severity].direct for each in quiet)


def test_a_concern_about_staff_is_read_by_the_lead_alone_and_then_the_champion(policy: Policy) -> None:
    route = policy.routes[policy.reporting.staff_route]
    assert not route.channel
    assert route.readers == ("safeguarding_lead",)
    assert route.ladder == ("safeguarding_lead", "champion")
    assert "lado" in route.contacts


def test_urgent_is_never_capped(policy: Policy) -> None:
    for severity in (Severity.S0, Severity.S1):
        rule = policy.severities[severity]
        assert rule.repeat
        assert rule.direct
        assert rule.silence == 1


def test_the_emergency_number_never_expires_and_nothing_unchecked_has_a_date(policy: Policy) -> None:
    assert policy.signposts["emergency"].expires is None
    dated = {each.id for each in policy.signposts.values() if each.checked}
    assert dated == {"emergency", "nhs_111", "childline", "samaritans", "shout"}
    assert {each.id for each in policy.signposts.values() if each.expires} == dated - {"emergency"}


def test_the_first_screen_shows_999_before_it_asks_anything(form: Form) -> None:
    first = form.screens[0]
    assert "999" in first.notices[0].text
    assert first.notices[0].signposts == ("emergency",)
    assert [field.id for field in first.fields] == ["danger"]


def options(screen: Screen, wanted: frozenset[str]) -> list[list[tuple[str, str]]]:
    """The choices of the wanted fields on a screen."""
    fields = [field for field in screen.fields if isinstance(field, ChooseOne) and field.id in wanted]
    return [[(field.id, option.id) for option in field.options] for field in fields]


def ways(screens: tuple[Screen, ...], wanted: frozenset[str], answers: Answers) -> Iterator[Answers]:
    """Every way through the screens, as far as the wanted fields tell them apart."""
    if not screens:
        yield answers
        return
    first, rest = screens[0], screens[1:]
    if not holds(first.only_if, answers):
        yield from ways(rest, wanted, answers)
        return
    for chosen in product(*options(first, wanted)):
        yield from ways(rest, wanted, {**answers, **dict(chosen)})


def sorted_by(policy: Policy, every_way: Iterable[Answers]) -> list[tuple[Answers, int]]:
    """Each of these with the number of the rule that sorts it."""
    rules = policy.reporting.categories
    return [
        (answers, next(number for number, rule in enumerate(rules) if holds(rule.when, answers)))
        for answers in every_way
    ]


def read_by_rules(policy: Policy) -> frozenset[str]:
    return frozenset().union(*(fields_read(rule.when) for rule in policy.reporting.categories))


@pytest.fixture(scope="module")
def sorted_ways(policy: Policy, form: Form) -> list[tuple[Answers, int]]:
    """Every way to report that matters to the category, with the number of the rule that sorts it."""
    return sorted_by(policy, ways(form.screens, read_by_rules(policy) - {"danger"}, {"danger": "no"}))


@pytest.fixture(scope="module")
def learners_ways(policy: Policy) -> list[tuple[Answers, int]]:
    """Every way to tell someone that matters to the category, with the number of the rule that sorts it."""
    return sorted_by(policy, ways(policy.forms["learner_concern"].screens, read_by_rules(policy), {}))


def test_every_rule_sorts_some_report_or_concern(
    policy: Policy, sorted_ways: list[tuple[Answers, int]], learners_ways: list[tuple[Answers, int]]
) -> None:
    used = {number for _, number in (*sorted_ways, *learners_ways)}
    assert used == set(range(len(policy.reporting.categories)))


def test_every_category_can_be_reached_or_is_for_handlers(
    policy: Policy, sorted_ways: list[tuple[Answers, int]]
) -> None:
    reached = {policy.reporting.categories[number].category for _, number in sorted_ways}
    assert reached == policy.categories.keys() - FOR_HANDLERS


def test_every_tile_leads_to_a_category_of_its_own(form: Form, sorted_ways: list[tuple[Answers, int]]) -> None:
    about = form.screen("about")
    assert about
    tile = about.fields[0]
    assert isinstance(tile, ChooseOne)
    assert len(tile.options) == 9
    default = max(number for _, number in sorted_ways)
    sorted_tiles = {answers["tile"] for answers, number in sorted_ways if number != default}
    assert sorted_tiles == {option.id for option in tile.options} - {"unsure"}


def test_not_being_sure_is_at_least_s2(policy: Policy, sorted_ways: list[tuple[Answers, int]]) -> None:
    unsure = [number for answers, number in sorted_ways if "unsure" in answers.values()]
    found = {policy.categories[policy.reporting.categories[number].category].severity for number in unsure}
    assert found == {Severity.S1, Severity.S2}


def test_every_follow_up_offers_not_being_sure(form: Form) -> None:
    asked = [field for screen in form.screens for field in screen.fields if field.id.endswith(("_kind", "_more"))]
    assert len(asked) == 9
    assert all(isinstance(each, ChooseOne) and each.options[-1].id == "unsure" for each in asked)


def test_an_option_is_never_taken_for_a_risk_word(policy: Policy, form: Form) -> None:
    fields = [field for screen in form.screens for field in screen.fields if isinstance(field, ChooseOne | ChooseMany)]
    chosen = {option.id for field in fields for option in field.options}
    assert not chosen & {word for risk in policy.reporting.risk_words for word in risk.words}


def test_a_person_is_named_only_in_the_policys_own_words(policy: Policy) -> None:
    roles = [each.text for each in policy.passages.values() if each.id.startswith("roles.")]
    named = {name for text in roles for name in NAME.findall(text)} - {role.title for role in policy.roles.values()}
    assert len(named) == 3
    ours = [path.read_text() for path in FOLDER.rglob("*.yaml") if path.name not in QUOTING]
    ours += [f"{each.problem} {each.instead}" for each in policy.errata.values()]
    ours += [f"{each.who} {each.trigger}" for each in policy.obligations.values()]
    assert not [name for name in named for text in ours if name.split()[1] in text]


def test_an_address_stands_only_in_the_policys_own_text() -> None:
    found = {
        path.name for path in FOLDER.rglob("*") if path.suffix in {".yaml", ".txt"} and ADDRESS.search(path.read_text())
    }
    assert found == {"policy.txt", "passages.yaml"}
