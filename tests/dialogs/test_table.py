"""Tests of the incident log as a table: it parses back, is safe from formulas, and names nobody."""

import csv
import io
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs import wording_log as words
from dialogs.casework.log import LogLine, State
from dialogs.casework.table import csv_of, safe, table
from dialogs.organisation import Person
from dialogs.severity import Severity
from tests.handlers.office import EXAMPLE, POLICY
from tests.needs import could_not_run

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=EXAMPLE.hours.time_zone)
LINE = LogLine(
    "1", "ES-000001", NOON, Severity.S1, "messages", "Messages", "hanley", State.OPEN, "asha", NOON,
    steps_left=("A5", "A7"), overdue=("lado_advice",), procedures=("A",),
)  # fmt: skip
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0@x", "\ufeff=1", "\u200b+1",
             "＝1+1", "＋1", "－1", "＠x", " ＝HYPERLINK(1)", "\x00=1", "﹦1", "⁼1")  # fmt: skip
CELLS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(DANGEROUS)


def parsed(text: str) -> list[list[str]]:
    """The cells that are read back."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def begins_a_formula(cell: str) -> bool:
    """Whether the first character that shows is one, or it begins with what a program may leave out."""
    seen = "".join(each for each in cell if unicodedata.category(each)[0] not in "ZC")
    return cell[:1] in {"\t", "\r"} or unicodedata.normalize("NFKC", seen[:1])[:1] in {"=", "+", "-", "@"}


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
@example([[each] for each in DANGEROUS])
def test_whatever_stands_in_a_cell_it_is_read_back_and_no_cell_begins_a_formula(rows: list[list[str]]) -> None:
    back = parsed(csv_of(rows))
    assert [[each.removeprefix("'") for each in row] for row in back] == [
        [each.removeprefix("'") for each in row] for row in rows
    ]
    assert not [cell for row in back for cell in row if begins_a_formula(cell)]


@pytest.mark.parametrize("cell", ["", "A5", "Tell 999 = police", "1-2", "'quoted'", "a\nb", "Łódź"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert safe(cell) == cell


def rows_of(*lines: LogLine) -> list[list[str]]:
    """The table of these, read back."""
    content = table([(each, POLICY) for each in lines], EXAMPLE)
    assert content.startswith(b"\xef\xbb\xbf")
    return parsed(content.decode("utf-8-sig"))


def test_a_line_says_in_words_how_a_case_stands_and_names_nobody() -> None:
    head, row = rows_of(LINE)
    assert head == list(words.COLUMNS)
    category, procedure = POLICY.categories["messages"], POLICY.procedures["A"]
    assert row == [
        "ES-000001", "2026-11-24 12:00", "S1", "Messages", category.label, "Hanley", "Open", "E-Safety Coordinator",
        "2026-11-24 12:00", "", "", "A5 | A7", words.overdue(LINE, POLICY)[0], procedure.title, "",
    ]  # fmt: skip
    assert not [person for person in EXAMPLE.people.values() if person.name in str(row)]


def test_a_closed_case_says_how_it_ended_in_the_words_of_the_policy() -> None:
    _, row = rows_of(replace(LINE, state=State.CLOSED, closed=NOON, outcome="acted", themes=("content", "gone")))
    said = dict(zip(words.COLUMNS, row, strict=True))
    assert (said["Now"], said["Closed"], said["How it ended"]) == ("Closed", "2026-11-24 12:00", "Acted on here")
    assert said["What played a part"] == "Harmful or illegal content | gone"


def test_of_an_anonymous_case_times_are_days() -> None:
    _, row = rows_of(replace(LINE, anonymous=True, closed=NOON))
    assert [row[place] for place in (1, 8, 9)] == ["2026-11-24"] * 3
    assert "12:00" not in str(row)


def test_whoever_has_left_is_not_named_and_a_centre_that_is_gone_stays_as_it_was() -> None:
    _, row = rows_of(replace(LINE, holder="gone", centre="gone", picked_up=None))
    assert (row[5], row[7], row[8]) == ("gone", "", "")


def test_a_role_that_begins_like_a_formula_is_no_formula() -> None:
    people = {"asha": Person("asha", "Asha", ("coordinator",))}
    role = replace(POLICY.roles["coordinator"], title="=cmd|' /C calc'!A0 \ud800")
    policy = replace(POLICY, roles={"coordinator": role})
    content = table([(LINE, policy)], replace(EXAMPLE, people=people)).decode("utf-8-sig")
    assert parsed(content)[1][7] == "'=cmd|' /C calc'!A0 ?"


@pytest.mark.campaign
def test_libreoffice_finds_no_formula_in_it(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        could_not_run("LibreOffice is not here: `apt-get install libreoffice-calc`")
    file = tmp_path / "log.csv"
    rows = [words.COLUMNS, *((each, "x", each) for each in DANGEROUS if "\x00" not in each)]
    file.write_bytes(csv_of(rows).encode("utf-8-sig"))
    # 44 "" UTF-8 first-line columns language quoted-as-text detect-special: as it opens such a file, formulas allowed.
    as_opened = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", as_opened]
    subprocess.run([*command, "--convert-to", "fods", "--outdir", tmp_path, file], check=True, timeout=120)
    shown = (tmp_path / "log.fods").read_text(encoding="utf-8")
    assert "ES" in shown or "Reference" in shown
    assert "table:formula" not in shown

    bad = tmp_path / "bad.csv"
    bad.write_text('"=1+1"\n')
    subprocess.run([*command, "--convert-to", "fods", "--outdir", tmp_path, bad], check=True, timeout=120)
    assert "table:formula" in (tmp_path / "bad.fods").read_text(encoding="utf-8"), "it would have found one"
