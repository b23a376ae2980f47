"""Reading a mapping key by key, gathering every fault."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import pytest

from dialogs.yaml_lines import read
from dialogs.yaml_table import Findings, Noted, Table, identified, tables


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def table(text: str) -> Table:
    return Table(read(text.encode(), "a.yaml")[0], "a.yaml", Findings())


def faults(read_from: Table) -> list[str]:
    return [str(fault) for fault in read_from.findings.faults]


def test_what_is_well_written_is_read_without_a_fault() -> None:
    good = table("{t: x, n: 12, f: true, d: 2026-11-22, c: blue, l: [a, b], m: {k: v}, s: [{k: v}]}")

    assert good.text("t") == "x"
    assert good.number("n") == 12
    assert good.flag("f")
    assert good.day("d") == date(2026, 11, 22)
    assert good.choice("c", Colour) is Colour.BLUE
    assert good.texts("l") == ("a", "b")
    assert good.table("m").text("k") == "v"
    assert [each.text("k") for each in good.tables("s")] == ["v"]
    good.done()
    assert faults(good) == []


def test_what_is_left_out_takes_its_default() -> None:
    bare = table("{here: x, empty: ~}")

    assert bare.text("empty", "default") == "default"
    assert bare.number("n", 7) == 7
    assert bare.flag("f", default=True)
    assert bare.day("d") is None
    assert bare.choice("c", Colour, Colour.BLUE) is Colour.BLUE
    assert bare.texts("l") == ()
    assert bare.tables("s") == ()
    assert bare.keys() == ("here", "empty")
    assert faults(bare) == []


@pytest.mark.parametrize(
    ("text", "reading", "fault"),
    [
        ("b: 1", lambda t: t.text("a"), "1: 'a' is missing"),
        ("b: 1\na:", lambda t: t.text("a"), "2: 'a' is missing"),
        ("b: 1\na: ''", lambda t: t.text("a"), "2: 'a' must not be empty"),
        ("b: 1\na: [x]", lambda t: t.text("a"), "2: 'a' must be text"),
        ("b: 1\na: {x: y}", lambda t: t.text("a", ""), "2: 'a' must be text"),
        ("b: 1\na: maybe", lambda t: t.flag("a"), "2: 'a' must be true or false, not 'maybe'"),
        ("b: 1\na: [x]", lambda t: t.flag("a"), "2: 'a' must be true or false"),
        ("b: 1\na: 0", lambda t: t.number("a"), "2: 'a' must be a whole number from 1, not '0'"),
        ("b: 1\na: 9999999", lambda t: t.number("a"), "2: 'a' must be a whole number from 1, not '9999999'"),
        ("b: 1\na: [1]", lambda t: t.number("a"), "2: 'a' must be a whole number from 1"),
        ("b: 1\na: 22.11.2026", lambda t: t.day("a"), "2: 'a' must be a date like 2026-11-22, not '22.11.2026'"),
        ("b: 1\na: 2026-02-30", lambda t: t.day("a"), "2: 'a' must be a date like 2026-11-22, not '2026-02-30'"),
        ("b: 1\na: green", lambda t: t.choice("a", Colour), "2: 'a' must be one of: red, blue, not 'green'"),
        ("b: 1\na: x", lambda t: t.texts("a"), "2: 'a' must be a list"),
        ("b: 1\na: [x,\n [y]]", lambda t: t.texts("a"), "3: 'a' must hold texts only"),
        ("b: 1\na: x", lambda t: t.table("a"), "2: there must be 'key: value' lines here"),
        ("b: 1\na: x", lambda t: t.tables("a"), "2: there must be a list here"),
        ("b: 1\na: [x]", lambda t: t.tables("a"), "2: there must be 'key: value' lines here"),
        ("b: 1\nid: a b", lambda t: t.id(), "2: 'a b' cannot be an id"),
        ("b b: {}", lambda t: t.named(), "1: 'b b' cannot be an id"),
        ("a: 1\nb: 2", lambda t: (t.text("a"), t.done()), "2: 'b' is not known here"),
    ],
)
def test_a_fault_names_the_line_and_what_is_wanted(text: str, reading: Callable[[Table], object], fault: str) -> None:
    bad = table(text)

    reading(bad)

    assert len(faults(bad)) == 1
    assert faults(bad)[0].startswith(f"a.yaml:{fault}")


def test_what_is_no_mapping_is_one_fault_and_not_one_for_every_key() -> None:
    bad = table("[1, 2]")

    assert bad.text("a") == ""
    assert bad.number("b") == 1
    assert bad.choice("c", Colour) is Colour.RED
    assert faults(bad) == ["a.yaml:1: there must be 'key: value' lines here"]


def test_an_id_must_not_be_there_twice() -> None:
    findings = Findings()
    several = tables(read(b"- {id: x, n: 1}\n- {id: y, n: 2}\n- {id: x, n: 3}\n", "a.yaml")[0], "a.yaml", findings)

    assert [(name, each.text("n")) for name, each in identified(several)] == [("x", "1"), ("y", "2")]
    assert [str(fault) for fault in findings.faults] == ["a.yaml:3: the id 'x' is here twice"]


def test_a_file_that_is_missing_holds_no_mappings() -> None:
    assert tables(None, "a.yaml", Findings()) == ()


def test_what_must_be_checked_later_is_noted_with_its_line() -> None:
    noting = table("r: lead\nrs:\n  - it\n  - tutor\nq: words\nqs: [more]\nnone: ''")

    noting.reference("r", "role")
    noting.references("rs", "role")
    noting.reference("none", "role", "")
    noting.quote("q")
    noting.quotes("qs")

    assert noting.findings.references == [
        Noted("a.yaml", 1, "role", "lead"),
        Noted("a.yaml", 3, "role", "it"),
        Noted("a.yaml", 4, "role", "tutor"),
    ]
    assert noting.findings.quotes == [Noted("a.yaml", 5, "q", "words"), Noted("a.yaml", 6, "qs", "more")]


def test_the_items_of_a_list_that_cannot_be_parsed_are_faults_each() -> None:
    numbers = table("a: [1, x, 3, y]")

    assert numbers.all_parsed("a", lambda text: int(text) if text.isdigit() else None, "numbers") == (1, 3)
    assert faults(numbers) == ["a.yaml:1: 'a' must hold numbers, not 'x'", "a.yaml:1: 'a' must hold numbers, not 'y'"]
