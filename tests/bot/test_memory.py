"""Tests of what a crash may write down."""

import resource

from bot.memory import is_never_dumped


def test_no_crash_writes_the_memory_of_the_program_down() -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    try:
        is_never_dumped()
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
