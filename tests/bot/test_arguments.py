"""Tests of what is said to whoever asks for help or makes a slip: one line that names it, and where help is."""

from typing import NamedTuple

import pytest

from bot.arguments import parse

LEVELS: tuple[list[str], ...] = (
    [],
    ["run"],
    ["check"],
    ["ask"],
    ["manifest"],
    ["teams-package"],
    ["audit"],
    ["audit", "verify"],
    ["figures"],
    ["figures", "log"],
    ["copy"],
)


class Parsed(NamedTuple):
    """How it ended, and what was said on the way."""

    code: object
    out: str
    err: str


def parsed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Parsed:
    """What is said to arguments that are no command to be done."""
    with pytest.raises(SystemExit) as ended:
        parse(arguments)
    return Parsed(ended.value.code, *capsys.readouterr())


@pytest.mark.parametrize("level", LEVELS, ids=" ".join)
def test_every_level_has_help_with_an_example(level: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said = parsed([*level, "--help"], capsys)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: {' '.join(['python -m bot', *level])} ")
    assert "\nexample: " in said.out


@pytest.mark.parametrize("level", [[], ["audit"], ["figures"]], ids=" ".join)
def test_without_a_command_it_shows_the_help(level: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said = parsed(level, capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: ")
    assert "example: " in said.err


@pytest.mark.parametrize(
    ("slip", "named"),
    [
        (["runn"], "'runn'"),
        (["run", "--practise"], "--practise"),
        (["run", "--prac"], "--prac"),
        (["check", "two\nlines"], "two lines"),
        (["audit", "verify", "--root"], "--root"),
        (["audit", "verify", "--root", "nonsense"], "32 digits"),
        (["figures", "log"], "nobody gets more than they may know of"),
        (["figures", "log", "--for"], "--for"),
        (["ask"], "QUESTION --jsonl is required"),
        (["ask", " "], "the question is empty"),
        (["ask", "Why?", "--jsonl"], "not allowed with"),
        (["manifest"], "--url --socket-mode is required"),
        (["manifest", "--url", "https://bot.example.org", "--socket-mode"], "not allowed with"),
        (["manifest", "--url", "http://bot.example.org"], "it must be https://"),
        (["manifest", "--url", "https://bot.example.org/slack"], "it must be https://"),
        (["manifest", "--url", "https://bot.example.org?a=b"], "it must be https://"),
        (["manifest", "--url", "https://"], "it must be https://"),
        (["teams-package"], "--website"),
        (["teams-package", "--website", "http://www.example.org"], "it must be the https address of a page"),
        (["teams-package", "--website", "https://www.example.org/a b"], "it must be the https address of a page"),
        (["teams-package", "--website", f"https://www.example.org/{'a' * 2048}"], "it must be the https address"),
        (["teams-package", "--website", "https://www.example.org", "--version", "1.0"], "it must be three numbers"),
        (["teams-package", "--website", "https://www.example.org", "--version", "01.0.0"], "it must be three numbers"),
    ],
)
def test_a_slip_is_answered_in_one_line(slip: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = parsed(slip, capsys)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert named in said.err
    assert "--help" in said.err
