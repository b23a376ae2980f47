"""What the tests of guidance may ask for: what was trained for the policy, and what is known without a database."""

from collections.abc import Callable

import pytest

from dialogs.guidance.files import read_ear
from dialogs.guidance.hearing import Ear
from tests.dialogs.real import ROOT
from tests.guidance.allowed import Known, allowed
from tests.needs import MEASURED


@pytest.fixture(scope="session")
def ear() -> Ear:
    """What was trained for the real policy."""
    ear = read_ear(ROOT / "dialogs" / "policies" / "achieve")
    assert ear is not None
    return ear


@pytest.fixture(scope="session")
def facts() -> Known:
    """The real policy and the example organisation."""
    return Known()


@pytest.fixture(scope="session")
def stored(facts: Known) -> frozenset[str]:
    """Every text that an answer may be made of."""
    return allowed(facts)


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Takes a line of figures, which the run lists at its end."""
    return lambda line: record_property(MEASURED, line)
