"""What stands in the memory of a program that crashes may be written into a file by the system: here it never is."""

import contextlib


def is_never_dumped() -> None:
    """Let no crash write this program's memory down: people's words and the keys stand in it."""
    with contextlib.suppress(ImportError):  # Windows knows no such limit, and writes nothing down unless it is told to
        import resource  # noqa: PLC0415 - only where there is one

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
