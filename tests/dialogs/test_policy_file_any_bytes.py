"""Whatever is in a policy's files, the outcome is a policy or a list of faults."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.policy import Policy
from dialogs.policy_file import PolicyFaulty, parse, read_folder
from tests.policies.edited import SMALLVILLE

pytestmark = pytest.mark.untraced

WHOLE = read_folder(SMALLVILLE)
MORE = 20 if "CAMPAIGN" in os.environ else 1
SCRAPS = [
    "",
    " ",
    "  ",
    "\n",
    "- ",
    ":",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "null",
    "yes",
    "0",
    "&a ",
    "*a",
    "!!int ",
    "{told",
    "#",
    "'",
]


def outcome(files: dict[str, bytes]) -> Policy | tuple[str, ...]:
    try:
        return parse(files)
    except PolicyFaulty as faulty:
        return tuple(str(faulty).splitlines())


@settings(max_examples=40 * MORE, deadline=None)
@given(st.dictionaries(st.sampled_from([*WHOLE, "forms/other.yaml", "x.yaml"]), st.binary(max_size=200)))
def test_files_full_of_junk_are_a_list_of_faults(junk: dict[str, bytes]) -> None:
    result = outcome({**WHOLE, **junk})

    assert isinstance(result, Policy) != bool(junk)


@settings(max_examples=40 * MORE, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_scrap_put_anywhere_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = WHOLE[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 40, len(text))))
    scrap = data.draw(st.sampled_from(SCRAPS).map(str.encode) | st.binary(max_size=4))

    assert outcome({**WHOLE, name: text[:start] + scrap + text[end:]})


@settings(max_examples=40 * MORE, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_lines_left_out_or_moved_are_read_or_refused(name: str, data: st.DataObject) -> None:
    lines = WHOLE[name].splitlines(keepends=True)
    kept = data.draw(st.permutations(range(len(lines))) | st.lists(st.sampled_from(range(len(lines)))))

    assert outcome({**WHOLE, name: b"".join(lines[number] for number in kept)})


@settings(max_examples=20 * MORE, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.sampled_from(sorted(WHOLE)))
def test_a_file_in_the_place_of_another_is_read_or_refused(name: str, other: str) -> None:
    assert outcome({**WHOLE, name: WHOLE[other]})
