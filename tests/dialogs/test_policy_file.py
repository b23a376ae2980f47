"""A whole policy, from its files."""

import os
from datetime import date
from pathlib import Path

import pytest

from dialogs.forms import Is, LongText, OptionSource, Purpose
from dialogs.policy import ProcedureKind
from dialogs.policy_file import PolicyFaulty, PolicyUnreadable, load, parse, read_folder
from dialogs.reporting import CategoryRule
from dialogs.severity import Promptness, Severity, Span, Unit
from tests.policies.edited import SMALLVILLE, edited, faults, line_of


def test_a_complete_policy_is_read_as_it_is_written() -> None:
    policy = load(SMALLVILLE)

    assert (policy.id, policy.title) == ("smallville", "Safeguarding rules")
    assert list(policy.roles) == ["welfare_officer", "chair", "coach"]
    assert policy.passages["photographs"].text.endswith("photographed at galas.")
    assert policy.errata["SILENT-POLICE"].quotes == ()
    assert policy.signposts["ambulance"].checked == date(2026, 5, 1)
    assert policy.signposts["county_desk"].expires == date(2027, 5, 1)
    assert policy.routes["officers"].ladder == ("chair", "welfare_officer")
    assert policy.categories["injury"].suspends
    assert policy.severities[Severity.S1].repeat == Span(1, Unit.WORKING_HOURS)
    assert policy.severities[Severity.S3].promptness is Promptness.DAILY
    assert policy.severities[Severity.S3].silence is None


def test_steps_of_the_policy_are_quotes_and_those_of_an_overlay_only_if_they_name_a_passage() -> None:
    procedures = load(SMALLVILLE).procedures

    assert all(step.quoted for step in procedures["UNKIND"].steps)
    assert procedures["HURT"].kind is ProcedureKind.OVERLAY
    assert [(step.quoted, step.passage) for step in procedures["HURT"].steps] == [(True, "hurt"), (False, None)]


def test_the_form_keeps_the_order_of_its_screens_and_what_each_is_for() -> None:
    form = load(SMALLVILLE).forms["poolside"]

    assert [screen.id for screen in form.screens] == ["first", "help", "kind", "unkind", "story", "last"]
    assert [form.screens[1].purpose, form.screens[-1].purpose] == [Purpose.ALERT_NOW, Purpose.REVIEW]
    assert form.screens[1].only_if == Is("hurt_now", ("yes",))
    story = form.screens[4]
    assert story.fields[2] == LongText("words", "What happened?", "In your own words", 1500, required=False)
    assert getattr(story.fields[1], "source", None) is OptionSource.CENTRES


def test_the_rules_end_with_a_default() -> None:
    reporting = load(SMALLVILLE).reporting

    assert reporting.categories[-1] == CategoryRule(None, "other")
    assert reporting.meanings.about_readers == ("officers",)
    assert reporting.meanings.age == ""


def test_the_same_bytes_are_the_same_version_in_whatever_order_they_come() -> None:
    files = read_folder(SMALLVILLE)
    backwards = dict(reversed(files.items()))

    assert parse(backwards) == parse(files)
    assert len(parse(files).hash) == 64


def test_one_changed_character_is_another_version() -> None:
    changed = edited("categories.yaml", "Something else", "Something  else")

    assert parse(changed).hash != load(SMALLVILLE).hash


def test_only_the_files_of_the_policy_are_read(tmp_path: Path) -> None:
    for name, data in read_folder(SMALLVILLE).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "notes.md").write_text("Not part of it.")
    (tmp_path / ".#policy.yaml").write_text("an editor's lock")

    assert load(tmp_path) == load(SMALLVILLE)


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(PolicyUnreadable, match="nowhere is not a folder"):
        load(Path("nowhere"))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    os.symlink("gone.yaml", tmp_path / "policy.yaml")  # noqa: PTH211 - a link to nothing

    with pytest.raises(PolicyUnreadable, match=r"policy\.yaml cannot be read"):
        load(tmp_path)


def test_ten_faults_in_ten_places_are_all_reported_at_once() -> None:
    planted = [
        ("policy.yaml", "title: Coach", "titel: Coach", "'titel' is not known here"),
        (
            "obligations.yaml",
            "Nobody takes photographs",
            "Nobody shall take photographs",
            "'quote' is not in policy.txt",
        ),
        ("errata.yaml", "2026-05-01", "1 May 2026", "'checked' must be a date like 2026-11-22"),
        ("procedures.yaml", "owner: welfare_officer", "owner: lifeguard", "there is no owner called 'lifeguard'"),
        ("overlays.yaml", "      owner: finder\n", "      # nobody\n", "'owner' is missing"),
        ("routes.yaml", "{told}", "{everybody}", "the unknown placeholder '{everybody}'"),
        ("categories.yaml", "severity: S2", "severity: bad", "'severity' must be one of"),
        ("severities.yaml", "repeat: 2 minutes", "repeat: null", "S0 needs a 'repeat'"),
        ("reporting.yaml", "what: unkind}\n    category", "what: unkid}\n    category", "'unkid' is not an option"),
        (
            "forms/poolside.yaml",
            "only_if: {what: unkind}",
            "only_if: {pool: yes}",
            "'pool' is not a field that has been",
        ),
    ]
    files = read_folder(SMALLVILLE)
    for file, old, new, _ in planted:
        files = edited(file, old, new, files)

    found = faults(files)

    lines = {
        "overlays.yaml": line_of("overlays.yaml", "id: H1", files),
        "errata.yaml": line_of("errata.yaml", "checked: 1 May", files),
    }
    for file, _, new, problem in planted:
        start = f"{file}:{lines.get(file) or line_of(file, new, files)}: "
        assert [fault for fault in found if fault.startswith(start) and problem in fault], (start, problem, found)
    assert len({fault.split(": ")[0] for fault in found}) >= 10
    assert {fault.split(":")[0] for fault in found} == {file for file, *_ in planted}


@pytest.mark.parametrize("missing", sorted(read_folder(SMALLVILLE)))
def test_a_missing_file_is_one_fault_and_not_one_for_everything_that_refers_to_it(missing: str) -> None:
    files = {name: data for name, data in read_folder(SMALLVILLE).items() if name != missing}

    found = faults(files)

    if missing.startswith("forms/"):
        assert found == [
            "forms:1: there must be at least one form in this folder",
            "reporting.yaml:1: there is no form called 'poolside'",
        ]
    else:
        assert found == [f"{missing}:1: this file is missing"]


@pytest.mark.parametrize("broken", sorted(name for name in read_folder(SMALLVILLE)))
def test_a_file_that_is_no_yaml_or_no_text_is_one_fault(broken: str) -> None:
    found = faults({**read_folder(SMALLVILLE), broken: b"\xff[["})

    assert found == [f"{broken}:1: this is not UTF-8 text: save the file as UTF-8"]


def test_a_file_that_no_policy_has_is_a_fault_because_it_would_be_forgotten() -> None:
    assert faults({**read_folder(SMALLVILLE), "catgories.yaml": b"{}"}) == [
        "catgories.yaml:1: a policy has no such file: look for a slip in its name"
    ]


def test_a_form_is_in_a_file_of_its_own_name() -> None:
    files = read_folder(SMALLVILLE)
    files["forms/other.yaml"] = files.pop("forms/poolside.yaml")

    assert faults(files) == ["forms/other.yaml:1: the file of the form 'poolside' must be called forms/poolside.yaml"]


def test_the_error_itself_carries_the_faults_with_file_and_line() -> None:
    with pytest.raises(PolicyFaulty) as caught:
        parse(edited("policy.yaml", "title: Coach", "title: ''"))

    assert [(fault.file, fault.line, fault.problem) for fault in caught.value.faults] == [
        ("policy.yaml", line_of("policy.yaml", "title: Coach"), "'title' must not be empty")
    ]
