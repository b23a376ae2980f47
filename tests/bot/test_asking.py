"""Tests of asking what the policy says on the command line: what is printed, lines of JSON, and what is no question."""

import io
import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import config
from bot.asking import in_text
from bot.questions import NOBODY_REAL, Books, CannotAnswer, answer, answer_lines, open_books
from dialogs import wording_guidance
from dialogs.guidance.hearing import Action, Heard
from handlers.guidance import guided
from tests.fakes import canned_guided
from tests.fakes.desk import FakeClock
from tests.handlers.office import EAR, EXAMPLE, POLICY, ROOT
from tests.servers.bot_program import CHECKOUT, say, settings

SMALLVILLE = CHECKOUT / "tests" / "policies" / "smallville"
IN_TROUBLE = "I want to kill myself tonight"
NASTY = ("x " * 500_000, "\0\x1b[2J\x07\r\n", "\ud800\udfff", "\u202eשלום עליכם\u202c", '"}{', "🙂" * 5_000)


@dataclass(frozen=True)
class Said:
    """What came of lines of JSON."""

    code: int
    answers: list[dict[str, object]]
    err: str


@pytest.fixture(scope="module")
def books() -> Books:
    assert EAR is not None
    return Books(POLICY, EXAMPLE, FakeClock(), EAR)


def lines(books: Books, *given: bytes) -> Said:
    out, err = io.StringIO(), io.StringIO()
    code = answer_lines(books, given, out, err)
    return Said(code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue())


def line(name: str | int, question: str) -> bytes:
    return json.dumps({"id": name, "question": question}).encode() + b"\n"


def answered(books: Books, question: str) -> str:
    out = io.StringIO()
    assert answer(books, question, out) == 0
    return out.getvalue()


def test_every_passage_stands_in_the_text_in_one_piece(books: Books) -> None:
    for passage in POLICY.passages.values():
        heard = Heard(Action.ANSWER, (passage.id,), panel=False, alone=True)
        text = in_text(guided(books, heard, ""))
        numbered = [f"{number}. {item}" for number, item in enumerate(passage.items, start=1)]
        first = passage.text.partition("\n")[0]
        assert ("\n".join([first, *numbered]) if passage.ordered else passage.text) in text


def test_everything_stands_in_its_order() -> None:
    text, quote = in_text(canned_guided.CLOSEST), canned_guided.SHORT
    told = (canned_guided.CLOSEST.urgent, "999", "Text HELLO to 00000", "The closest", "I am not sure.")
    words = (f"[{' > '.join(quote.place)}]", quote.lead, quote.text, quote.notes[0].erratum.problem)
    below = (*quote.siblings, quote.plain, "Step 2: The service", "Checked 2026", "- anything hateful", "Policy of")
    places = [text.index(each) for each in (*told, *words, *below)]
    assert places == sorted(places)


def test_the_text_of_an_answer_is_laid_out_in_parts() -> None:
    assert in_text(canned_guided.SURE) == (
        "What the policy says\n\n"
        "[5. What to do > Procedure A]\n\n"
        "If somebody is bullied:\n"
        "1. Advise the learner not to respond\n"
        "2. Ring the <service>\n"
        "3. Keep it\n\n"
        f"{wording_guidance.WRONG}:\n"
        "- Step 2: The service has moved.\n"
        f"  {wording_guidance.INSTEAD}: Ring its new number.\n"
        "  Checked 2026-11-22.\n"
        "- Step 3: The law of it is older.\n"
        f"  {wording_guidance.INSTEAD}: Read the newer one.\n\n"
        "Policy of 31 July 2020.\n"
        "Asha Patel can say more on 01632 960001.\n"
        "Nobody has been told."
    )


def test_whoever_is_in_trouble_reads_first_whom_to_ring(books: Books) -> None:
    first, blank, ring = answered(books, IN_TROUBLE).splitlines()[:3]
    assert (first, blank) == (wording_guidance.TROUBLE_WHAT, "")
    assert ring.startswith("- 999: ")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_the_answer_can_be_written_anywhere(books: Books, encoding: str) -> None:
    for question in (*NASTY, "what is cyberbullying", IN_TROUBLE):
        bare = io.BytesIO()
        out = io.TextIOWrapper(bare, encoding=encoding, errors="strict")
        answer(books, question, out)
        out.flush()
        assert wording_guidance.NOBODY_TOLD in bare.getvalue().decode(encoding)


def test_lines_are_answered_in_their_order_with_all_that_was_asked_for(books: Books) -> None:
    said = lines(books, line("a", "what is cyberbullying"), b"\n", line(7, IN_TROUBLE))
    assert (said.code, said.err) == (0, "")
    assert [each["id"] for each in said.answers] == ["a", 7]
    assert all(each.keys() == {"id", "action", "passages", "text"} for each in said.answers)
    first, second = said.answers
    assert second["action"] == "crisis"
    assert first["text"] == answered(books, "what is cyberbullying").removesuffix("\n")
    passages = first["passages"]
    assert isinstance(passages, list)
    assert set(passages) <= POLICY.passages.keys()
    assert len(passages) > 1


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"id": ' + b"9" * 5_000 + b', "question": "q"}', "not JSON"),
        (b'{"id": "\xff", "question": "canary"}', "not UTF-8"),
        (b'["canary"]', "not an object"),
        (b'{"question": "canary"}', '"id" must be'),
        (b'{"id": true, "question": "canary"}', '"id" must be'),
        (b'{"id": "a"}', '"question" must be'),
        (b'{"id": "a", "question": 7}', '"question" must be'),
        (b'{"id": "a", "question": " \\n"}', "question is empty"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_a_bad_line_is_named_and_the_others_are_answered(books: Books, bad: bytes, why: str) -> None:
    said = lines(books, line("a", "hello"), b"", bad, line("b", "hello"))
    assert (said.code, [each["id"] for each in said.answers]) == (1, ["a", "b"])
    assert said.err.startswith("Line 3: ")
    assert why in said.err
    assert said.err.count("\n") == 1
    assert "canary" not in said.err


def test_strange_texts_do_no_harm_in_lines(books: Books) -> None:
    said = lines(books, *(line(number, text) for number, text in enumerate((*NASTY, "\ud800"))), line("\ud800", "x"))
    names = [number for number, text in enumerate(NASTY) if text.strip()]
    assert [each["id"] for each in said.answers] == [*names, len(NASTY), "\ud800"]


def test_a_file_that_windows_wrote_is_read(books: Books) -> None:
    assert lines(books, b"\xef\xbb\xbf" + line("a", "hello").replace(b"\n", b"\r\n"), b"\r\n").code == 0


def test_a_policy_for_which_nothing_was_trained_answers_no_questions(tmp_path: Path) -> None:
    env = {"ESAFETY_POLICY": str(SMALLVILLE), "ESAFETY_DATA_DIR": str(tmp_path)}
    with pytest.raises(CannotAnswer, match="guidance"):
        open_books(config.read(env, tmp_path / ".env"), io.StringIO())


def test_made_up_people_are_said_to_be_made_up(tmp_path: Path) -> None:
    err = io.StringIO()
    open_books(config.read({}, tmp_path / ".env"), err)
    assert err.getvalue() == f"{NOBODY_REAL}\n"
    named = {"ESAFETY_ORGANISATION": str(ROOT / "organisation.example.yaml")}
    open_books(config.read(named, tmp_path / ".env"), err)
    assert err.getvalue().count("\n") == 1


@pytest.mark.untraced
def test_the_program_answers_keeps_nothing_and_says_nothing_else(tmp_path: Path) -> None:
    env = settings(tmp_path / "data", ESAFETY_ORGANISATION=str(ROOT / "organisation.example.yaml"))
    said = say("ask", f"{IN_TROUBLE} {'x' * 100_000} \udcff", env={**env, "PYTHONIOENCODING": "ascii"})
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(wording_guidance.TROUBLE_WHAT)
    assert not os.path.lexists(tmp_path / "data")
