"""Tests of the tool that keeps the code's shape."""

import pathlib

import pytest

from tools import shape


def write(root: pathlib.Path, **files: str) -> pathlib.Path:
    """A checkout with these files; two underscores in a name stand for a folder's slash."""
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def function(lines: int) -> str:
    """A function of that many lines."""
    return "def long():\n" + "    x = 1\n" * (lines - 1)


def faults(root: pathlib.Path) -> list[str]:
    return list(shape.faults(shape.measure(root)))


def test_an_empty_checkout_has_no_fault(tmp_path: pathlib.Path) -> None:
    assert faults(tmp_path) == []


def test_a_module_of_three_hundred_lines_is_the_longest_allowed(tmp_path: pathlib.Path) -> None:
    assert faults(write(tmp_path, tests__a="x = 1\n" * 300)) == []
    assert faults(write(tmp_path, tests__a="x = 1\n" * 301)) == ["tests/a.py: 301 lines, 300 at most"]


def test_a_function_of_forty_lines_is_the_longest_allowed(tmp_path: pathlib.Path) -> None:
    assert faults(write(tmp_path, tools__a=function(40))) == []
    assert faults(write(tmp_path, tools__a=function(41))) == ["tools/a.py:1 long: 41 lines, 40 at most"]


def test_the_medians_are_of_the_product_alone(tmp_path: pathlib.Path) -> None:
    write(tmp_path, tests__a=function(40) + "x = 1\n" * 200, bot__a=function(2))
    assert faults(tmp_path) == []


def test_half_of_the_modules_and_functions_are_short(tmp_path: pathlib.Path) -> None:
    write(tmp_path, bot__a=function(9) + "\n" * 90, tests__a="x = 1\n" * 20)
    assert faults(tmp_path) == [
        "half of the modules are longer than 90 lines",
        "half of the functions are longer than 8 lines",
    ]


@pytest.mark.parametrize(
    "statement", ["from bot import a", "import bot.a", "from bot.a import thing"], ids=["package", "module", "name"]
)
def test_modules_that_import_each_other_are_a_cycle(tmp_path: pathlib.Path, statement: str) -> None:
    write(tmp_path, bot__a="import bot.b", bot__b=statement, bot__c="import bot.a", tests__a="x = 1\n" * 20)
    assert faults(tmp_path) == ["these import each other: bot.a, bot.b"]


@pytest.mark.parametrize(
    "text",
    ["from unittest.mock import Mock", "from unittest import mock", "def test_a(monkeypatch): ...", "patch('a.b')"],
    ids=["name", "module", "fixture", "call"],
)
def test_a_mock_is_a_fault(tmp_path: pathlib.Path, text: str) -> None:
    assert len(faults(write(tmp_path, tests__a=text))) == 1


def test_tests_are_longer_than_the_code_that_they_test(tmp_path: pathlib.Path) -> None:
    write(tmp_path, bot__a="x = 1\n" * 10, tests__a="x = 1\n" * 11)
    assert faults(tmp_path) == ["1.10 lines of test for each line of code: at least 1.2 are wanted"]


def test_blank_lines_comments_and_docstrings_are_not_code(tmp_path: pathlib.Path) -> None:
    text = '"""About\nthis."""\n\n# why\ndef f():\n    """Two\n    lines."""\n    return """kept\nkept"""  # why\n'
    assert shape.measure(write(tmp_path, bot__a=text)).code_lines == 3


def test_checking_fails_only_when_asked_to(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, tests__a="x = 1\n" * 301)
    assert shape.main([], tmp_path) == 0
    assert shape.main(["--check"], tmp_path) == 1
    assert "tests/a.py: 301 lines, 300 at most" in capsys.readouterr().out


def test_checking_a_shape_that_is_right_passes(tmp_path: pathlib.Path) -> None:
    assert shape.main(["--check"], tmp_path) == 0


def test_the_report_counts_tests_and_lines(tmp_path: pathlib.Path) -> None:
    write(tmp_path, bot__a="x = 1\n", tests__a="def test_a(): ...\nasync def test_b(): ...\n")
    lines = "\n".join(shape.report(shape.measure(tmp_path)))
    assert "of 2 tests" in lines
    assert "2.00 lines for each line of code (2 to 1," in lines
