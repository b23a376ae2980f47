"""Reading YAML into nodes that know their line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.yaml_lines import MOST_BYTES, Entry, Mapping, Scalar, Sequence, read


def faults_in(data: bytes) -> list[str]:
    return [str(fault) for fault in read(data, "a.yaml")[1]]


def test_every_node_knows_its_line() -> None:
    node, faults = read(b"# first\nname: Asha\nroles:\n  - lead\n", "a.yaml")

    roles = Entry("roles", Sequence((Scalar("lead", empty=False, line=4),), 4), 3)
    assert node == Mapping((Entry("name", Scalar("Asha", empty=False, line=2), 2), roles), 2)
    assert faults == ()


@pytest.mark.parametrize("text", ["yes", "no", "on", "2026-11-22", "08:30", "0123", "1_000", "=", "<<"])
def test_what_other_readers_would_take_for_something_else_stays_as_written(text: str) -> None:
    assert read(text.encode(), "a.yaml") == (Scalar(text, empty=False, line=1), ())


@pytest.mark.parametrize("text", ["~", "null", "---"])
def test_nothing_can_be_written_in_several_ways(text: str) -> None:
    node, _ = read(text.encode(), "a.yaml")

    assert isinstance(node, Scalar)
    assert node.empty


def test_a_quoted_null_is_a_word() -> None:
    assert read(b'"null"', "a.yaml")[0] == Scalar("null", empty=False, line=1)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfname: x", "a.yaml")[0] == Mapping(
        (Entry("name", Scalar("x", empty=False, line=1), 1),), 1
    )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "a.yaml:1: the file is empty"),
        (b"# only a remark\n", "a.yaml:1: the file is empty"),
        (b"a: 1\nb: [1\nc: 2\n", "a.yaml:3: this is not YAML"),
        (b"a: 1\n\tb: 2\n", "a.yaml:2: this is not YAML"),
        (b"a: 1\nb: \xff\n", "a.yaml:2: this is not UTF-8"),
        (b"a: 1\nb: \x07\n", "a.yaml:2: this is not YAML: there is a character"),
        (b'a: 1\nb: "\\0"\n', "a.yaml:2: there is a character"),
        (b'a: 1\nb: "\\ud800"\n', "a.yaml:2: there is a character"),
        (b'a: "\\UFFFFFFFF"\n', "a.yaml:1: this is not YAML: it holds a number"),
        (b"a: 1\na: 2\n", "a.yaml:2: 'a' is here twice"),
        (b"a: 1\n[b]: 2\n", "a.yaml:2: a list or a mapping cannot be a key"),
        (b"a: 1\n? {b: c}\n: 2\n", "a.yaml:2: a list or a mapping cannot be a key"),
        (b"a: &x 1\nb: 2\n", "a.yaml:1: anchors"),
        (b"a: &x [1]\nb: 2\n", "a.yaml:1: anchors"),
        (b"a: 1\nb: *x\n", "a.yaml:2: aliases"),
        (b"a: !!python/name:os.system x\n", "a.yaml:1: tags"),
        (b"a: 1\nb: !x {c: d}\n", "a.yaml:2: tags"),
        (b"a: 1\n---\nb: 2\n", "a.yaml:2: a second document"),
        (b"[" * 5000, "a.yaml:1: this is nested more than 20 levels deep"),
        (b"a" * (MOST_BYTES + 1), "a.yaml:1: the file is larger"),
        (b"%YAML 1." + b"9" * 5000 + b"\n---\na", "a.yaml:1: this is not YAML"),
    ],
)
def test_a_fault_says_where_it_is(data: bytes, fault: str) -> None:
    found = faults_in(data)

    assert len(found) == 1
    assert found[0].startswith(fault)


def test_duplicates_are_all_listed() -> None:
    assert faults_in(b"a: 1\na: 2\nb: {c: 1, c: 2}\n") == ["a.yaml:3: 'c' is here twice", "a.yaml:2: 'a' is here twice"]


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    rows = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))

    assert faults_in(f"a0: &a0 [x]\n{rows}\n".encode()) == [
        "a.yaml:1: anchors (&name) are not allowed: write it out",
    ]


@given(st.binary(max_size=200) | st.text(alphabet="a:-[]{}&*!|>'\"%#?, \n\t\\u0x9", max_size=60).map(str.encode))
def test_any_bytes_end_in_nodes_or_in_a_fault(data: bytes) -> None:
    node, faults = read(data, "a.yaml")

    assert node is not None or faults
