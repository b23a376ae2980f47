"""Tests of the files of weights: they come back as they were written, or what is damaged says so."""

import json
import random
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.guidance.features import features, words
from dialogs.guidance.files import GATE, KINDS, PASSAGES, read_ear
from dialogs.guidance.hearing import Ear, read_gate
from dialogs.guidance.weights import WeightsDamaged, best, packed, unpacked
from tests.dialogs.real import ROOT, achieve
from tests.guidance.small import weights

POLICY = ROOT / "dialogs" / "policies" / "achieve"
SMALL = weights(cat="whiskers", dog="bark")
PACKED = packed(SMALL)
GATE_FILE = (POLICY / "guidance" / GATE).read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A policy's folder with a copy of what was trained."""
    shutil.copytree(POLICY / "guidance", tmp_path / "guidance")
    return tmp_path


def test_weights_come_back_as_they_were() -> None:
    assert unpacked(PACKED) == SMALL


def test_a_word_speaks_for_its_class() -> None:
    scores = SMALL.scores("It has WHISKERS!")

    assert best(scores, 1) == ("cat",)
    assert scores["cat"] > scores["dog"] == 0


def test_a_slip_still_speaks_for_it() -> None:
    assert best(SMALL.scores("wiskers"), 1) == ("cat",)


def test_a_text_without_words_speaks_for_nothing() -> None:
    assert SMALL.scores(" ?!") == {"cat": 0, "dog": 0}


def test_of_equal_scores_the_names_decide() -> None:
    assert best({"b": 1.0, "a": 1.0, "c": 2.0}, 2) == ("c", "a")


def test_words_are_in_small_letters_with_one_apostrophe() -> None:
    assert words("Don’t PANIC, it`s\u00a0１2 ﬁles") == ["don't", "panic", "it's", "12", "files"]


def test_what_comes_often_counts_more_but_not_by_much() -> None:
    once, often = features("cat"), features("cat " * 100)

    assert all(1 < often[place] / once[place] < 6 for place in once)


@pytest.mark.parametrize(
    ("damaged", "problem"),
    [
        (b"", "it is not a file of weights."),
        (b"<html>Not found</html>", "it is not a file of weights."),
        (zlib.compress(b"[]\n"), "it is not a file of weights."),
        (PACKED[:-1], "it is of another size than this version of the bot reads."),
        (packed(weights()), "it is of another size than this version of the bot reads."),
    ],
    ids=["empty", "a page of the web", "a list", "cut off", "no class"],
)
def test_what_is_no_file_of_weights_says_so(damaged: bytes, problem: str) -> None:
    with pytest.raises(WeightsDamaged) as caught:
        unpacked(damaged)

    assert str(caught.value) == problem


def a_cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def a_flip(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


@pytest.mark.parametrize("damage", [a_cut, a_flip])
@pytest.mark.parametrize("name", [KINDS, PASSAGES])
def test_weights_that_were_damaged_anywhere_are_refused(
    name: str, damage: Callable[[random.Random, bytes], bytes]
) -> None:
    chance, whole = random.Random(2026), (POLICY / "guidance" / name).read_bytes()  # noqa: S311 - the same every time

    for _ in range(5):
        with pytest.raises(WeightsDamaged, match=r"^it is "):
            unpacked(damage(chance, whole))


@pytest.mark.parametrize("count", [0, 1, 10, 200])
def test_any_bytes_at_all_are_refused(count: int) -> None:
    chance = random.Random(count)  # noqa: S311 - the same every time

    for read in (unpacked, read_gate):
        for _ in range(20):
            with pytest.raises(WeightsDamaged):
                read(chance.randbytes(count))


def test_a_gate_that_was_cut_off_is_refused() -> None:
    for end in range(0, len(GATE_FILE) - 3, 7):
        with pytest.raises(WeightsDamaged):
            read_gate(GATE_FILE[:end])


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("signals", "signal", "it is not a gate."),
        ('"crisis": 0.', '"alone": 1, "crisis": NaN, "answer": 0.', "its numbers are without end."),
        ('"crisis": 0.', '"crises": 0.', "it is not a gate."),
        ('"alone": 0.', '"alone": "much", "answer": 0.', "it is not a gate."),
        ('"answer": [', '"reply": [', "it is not a gate."),
    ],
)
def test_what_is_no_gate_says_so(old: str, new: str, problem: str) -> None:
    text = GATE_FILE.decode()
    assert old in text

    with pytest.raises(WeightsDamaged) as caught:
        read_gate(text.replace(old, new).encode())

    assert str(caught.value) == problem


@pytest.mark.parametrize("signals", [{}, {"answer": [1, 2]}])
def test_a_gate_that_weighs_other_signals_is_of_another_version(signals: dict[str, list[float]]) -> None:
    said: dict[str, object] = {**json.loads(GATE_FILE), "signals": signals}

    with pytest.raises(WeightsDamaged) as caught:
        read_gate(json.dumps(said).encode())

    assert str(caught.value) == "it is a gate of another version of the bot."


def test_a_policy_may_do_without(tmp_path: Path) -> None:
    assert read_ear(tmp_path) is None


@pytest.mark.parametrize("name", [KINDS, PASSAGES, GATE])
def test_a_file_that_is_not_there_is_named(folder: Path, name: str) -> None:
    (folder / "guidance" / name).unlink()

    with pytest.raises(WeightsDamaged) as caught:
        read_ear(folder)

    problem = "cannot be read: No such file or directory. Put the file back as it came."
    assert str(caught.value) == f"{folder / 'guidance' / name} {problem}"


@pytest.mark.parametrize("name", [KINDS, PASSAGES, GATE])
def test_a_file_that_is_damaged_is_named_with_what_to_do(folder: Path, name: str) -> None:
    (folder / "guidance" / name).write_bytes(b"?")

    with pytest.raises(WeightsDamaged) as caught:
        read_ear(folder)

    assert str(caught.value).startswith(f"{folder / 'guidance' / name} cannot be read: it is ")
    assert str(caught.value).endswith("Put the file back as it came.")


def test_every_passage_that_is_known_is_one_of_the_policy(ear: Ear) -> None:
    assert set(ear.passages.classes) <= set(achieve().passages)
