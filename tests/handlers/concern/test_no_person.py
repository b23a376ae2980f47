"""Nothing on the way of a concern can carry a person: no field, no parameter, no annotation."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import FunctionType, ModuleType

import handlers.concern
from handlers.concern import turns
from handlers.turn import Who
from handlers.values import Values

NAMES = {"who", "person", "user", "team", "sender", "author", "name_of", "account_id", "email", "actor", "reporter"}


def modules() -> tuple[ModuleType, ...]:
    found = pkgutil.iter_modules(handlers.concern.__path__, "handlers.concern.")
    return tuple(importlib.import_module(each.name) for each in found)


def functions(module: ModuleType) -> Iterator[FunctionType]:
    own = [each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__]
    for each in own:
        if isinstance(each, FunctionType):
            yield each
        elif inspect.isclass(each):
            for part in vars(each).values():
                method = part.fget if isinstance(part, property) else part
                if isinstance(method, FunctionType):
                    yield method


def test_there_is_something_to_look_at() -> None:
    assert len(modules()) >= 10
    assert sum(1 for module in modules() for _ in functions(module)) >= 50


def test_no_turn_of_a_concern_has_a_field_for_a_person() -> None:
    classes = [each for each in vars(turns).values() if inspect.isclass(each) and is_dataclass(each)]
    assert len(classes) == 5
    for each in classes:
        assert {field.name for field in fields(each)} <= {"form", "screen", "values"}
        assert {str(field.type) for field in fields(each)} <= {str(str), str(Values)}


def test_no_handler_of_a_concern_takes_or_returns_a_person() -> None:
    for module in modules():
        for function in functions(module):
            parameters = inspect.signature(function).parameters
            assert not NAMES & parameters.keys(), function
            said = {str(each) for each in function.__annotations__.values()}
            assert not any("Who" in each or "Turn" in each.replace("ConcernTurn", "") for each in said), function


def test_no_module_of_a_concern_knows_the_turns_that_name_somebody() -> None:
    for module in modules():
        for name, each in vars(module).items():
            if name.startswith("__"):
                continue
            assert each is not Who, module
            assert getattr(each, "__module__", "") not in {"handlers.turn", "bot.door"}, (module, name)
