"""Measures the shape of the code, and with `--check` fails when it has lost it.

It counts; it does not judge what a line says: that is the linter's, the type checker's and the reader's work.
"""

import ast
import io
import statistics
import sys
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

PRODUCT = ("bot", "handlers", "storage", "dialogs")
TESTS = ("tests",)
AROUND = ("tools", "benchmarks")

LONGEST_MODULE = 300
MEDIAN_MODULE = 90
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 8
LEAST_TEST_TO_CODE = 1.2

MOCKING_NAMES = frozenset({"monkeypatch", "mocker", "MagicMock", "AsyncMock", "Mock", "patch"})
MOCKING_MODULES = frozenset({"mock", "unittest.mock", "pytest_mock"})
NOT_CODE = frozenset(
    {
        tokenize.COMMENT,
        tokenize.DEDENT,
        tokenize.ENCODING,
        tokenize.ENDMARKER,
        tokenize.INDENT,
        tokenize.NEWLINE,
        tokenize.NL,
    }
)

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the root, its text, and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The name that it is imported by."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def lines(self) -> int:
        """Every line of the file, blank ones too."""
        return len(self.text.splitlines())

    @property
    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@dataclass(frozen=True, slots=True)
class Length:
    """How many lines something takes, and where it starts."""

    lines: int
    where: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What was measured. The medians are of the product alone; the lengths are of everything."""

    module_lengths: tuple[Length, ...]
    function_lengths: tuple[Length, ...]
    product_modules: tuple[int, ...]
    product_functions: tuple[int, ...]
    cycles: tuple[tuple[str, ...], ...]
    mocks: tuple[str, ...]
    tests: int
    code_lines: int
    test_lines: int

    @property
    def test_to_code(self) -> float:
        """Lines of test for each line of product; enough, when there is no product yet."""
        return self.test_lines / self.code_lines if self.code_lines else LEAST_TEST_TO_CODE

    @property
    def mocks_per_100_tests(self) -> float:
        """How many mocks, patches and monkeypatches a hundred tests use."""
        return 100 * len(self.mocks) / max(self.tests, 1)


def read(root: Path, folders: Iterable[str]) -> tuple[Module, ...]:
    """Every Python file below these folders of `root`, in order. Raises SyntaxError for one that is not Python."""
    paths = chain.from_iterable(sorted((root / folder).rglob("*.py")) for folder in folders)
    texts = ((path.relative_to(root), path.read_text(encoding="utf-8")) for path in paths)
    return tuple(Module(path, text, ast.parse(text, str(path))) for path, text in texts)


def measure(root: Path) -> Shape:
    """The shape of the checkout at `root`."""
    product, tests, around = read(root, PRODUCT), read(root, TESTS), read(root, AROUND)
    everything = (*product, *tests, *around)
    return Shape(
        module_lengths=tuple(Length(module.lines, str(module.path)) for module in everything),
        function_lengths=tuple(length for module in everything for length in function_lengths(module)),
        product_modules=tuple(module.lines for module in product if module.lines),
        product_functions=tuple(length.lines for module in product for length in function_lengths(module)),
        cycles=cycles({module.name: imports(module) for module in product}),
        mocks=tuple(place for module in tests for place in mocks(module)),
        tests=sum(function.name.startswith("test_") for module in tests for function in module.functions),
        code_lines=sum(lines_of_code(module) for module in product),
        test_lines=sum(lines_of_code(module) for module in tests),
    )


def function_lengths(module: Module) -> Iterator[Length]:
    """Each function's lines, from `def` to its last; decorators are not counted, docstrings are."""
    for function in module.functions:
        last = function.end_lineno or function.lineno
        yield Length(last - function.lineno + 1, f"{module.path}:{function.lineno} {function.name}")


def lines_of_code(module: Module) -> int:
    """Lines that do something: not blank, not only a comment, not a docstring."""
    tokens = tokenize.generate_tokens(io.StringIO(module.text).readline)
    used = {line for token in tokens if token.type not in NOT_CODE for line in range(token.start[0], token.end[0] + 1)}
    return len(used - set(docstring_lines(module.tree)))


def docstring_lines(tree: ast.Module) -> Iterator[int]:
    """The numbers of the lines that docstrings take."""
    for node in ast.walk(tree):
        if isinstance(node, Documented) and ast.get_docstring(node, clean=False) is not None:
            docstring = node.body[0]
            yield from range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1)


def imports(module: Module) -> frozenset[str]:
    """The names of everything that a module imports, each also as the module that the name may be."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)


def cycles(graph: Mapping[str, frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """The modules of our own that can reach themselves through imports, in groups that reach each other."""
    reach = {name: reachable(graph, name) for name in graph}
    groups = {
        tuple(sorted(other for other in reach[name] if name in reach[other])) for name in graph if name in reach[name]
    }
    return tuple(sorted(groups))


def reachable(graph: Mapping[str, frozenset[str]], start: str) -> frozenset[str]:
    """Every module of our own that importing `start` imports in the end."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        fresh = {name for name in graph[waiting.pop()] if name in graph} - seen
        seen |= fresh
        waiting.extend(fresh)
    return frozenset(seen)


def mocks(module: Module) -> Iterator[str]:
    """Where a module mocks or patches: each import of a mocking library and each use of its names."""
    if imports(module) & MOCKING_MODULES:
        yield f"{module.path} imports a mocking library"
    for node in ast.walk(module.tree):
        match node:
            case ast.arg(arg=name) | ast.Name(id=name) if name in MOCKING_NAMES:
                yield f"{module.path}:{node.lineno} {name}"
            case _:
                pass


def median(numbers: tuple[int, ...]) -> float:
    """The middle of them; nought when there are none."""
    return statistics.median(numbers or (0,))


def report(shape: Shape) -> Iterator[str]:
    """The measurements, a line each."""
    longest_module = max((length.lines for length in shape.module_lengths), default=0)
    longest_function = max((length.lines for length in shape.function_lengths), default=0)
    yield f"modules    median {median(shape.product_modules):g} lines, longest {longest_module}"
    yield f"functions  median {median(shape.product_functions):g} lines, longest {longest_function}"
    yield f"cycles     {len(shape.cycles)}"
    yield f"mocks      {shape.mocks_per_100_tests:g} for every 100 of {shape.tests} tests"
    yield (
        f"tests      {shape.test_to_code:.2f} lines for each line of code"
        f" ({shape.test_lines} to {shape.code_lines}, without blank lines, comments and docstrings)"
    )


def faults(shape: Shape) -> Iterator[str]:
    """Everything that is outside the shape that we hold to, a line each."""
    yield from too_long(shape.module_lengths, LONGEST_MODULE)
    yield from too_long(shape.function_lengths, LONGEST_FUNCTION)
    if median(shape.product_modules) > MEDIAN_MODULE:
        yield f"half of the modules are longer than {MEDIAN_MODULE} lines"
    if median(shape.product_functions) > MEDIAN_FUNCTION:
        yield f"half of the functions are longer than {MEDIAN_FUNCTION} lines"
    yield from (f"these import each other: {', '.join(cycle)}" for cycle in shape.cycles)
    yield from (f"{place}: write a small fake instead" for place in shape.mocks)
    if shape.test_to_code < LEAST_TEST_TO_CODE:
        yield f"{shape.test_to_code:.2f} lines of test for each line of code: at least {LEAST_TEST_TO_CODE} are wanted"


def too_long(lengths: Iterable[Length], most: int) -> Iterator[str]:
    """A line for each that takes more than `most` lines, longest first."""
    over = (length for length in lengths if length.lines > most)
    for length in sorted(over, key=lambda length: length.lines, reverse=True):
        yield f"{length.where}: {length.lines} lines, {most} at most"


def main(arguments: list[str], root: Path) -> int:
    """Print the shape and its faults. The exit status: 1 when `--check` was asked and there is a fault."""
    shape = measure(root)
    found = list(faults(shape))
    for line in chain(report(shape), found):
        print(line)
    return 1 if "--check" in arguments and found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
