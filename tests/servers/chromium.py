"""Runs the system's own Chromium for the tests, without a screen, speaking to nobody but the pages under test."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SECONDS_TO_START = 60
FLAGS = (
    "--headless",
    "--remote-debugging-port=0",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--password-store=basic",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)


def program() -> str | None:
    """The browser's path; none when it is not installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running(program: str) -> Iterator[str]:
    """The address at which a new Chromium listens to whoever drives it. Raises TimeoutError when it does not start."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses to be root's
    with tempfile.TemporaryDirectory(prefix="esafety-chromium-", ignore_cleanup_errors=True) as profile:
        command = [program, *FLAGS, *sandbox, f"--user-data-dir={profile}", "about:blank"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                yield f"http://127.0.0.1:{listening_port(Path(profile))}"
            finally:
                process.terminate()


def listening_port(profile: Path) -> int:
    """The port that Chromium chose, once it has written it down. Raises TimeoutError when it never does."""
    written = profile / "DevToolsActivePort"
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if written.exists() and (lines := written.read_text(encoding="utf-8").splitlines()):
            return int(lines[0])
        time.sleep(0.05)
    raise TimeoutError(f"Chromium did not start within {SECONDS_TO_START} seconds")
