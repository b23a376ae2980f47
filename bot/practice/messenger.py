"""The practice messenger: the safeguarding channel and the direct messages of made-up people, kept in a file.

A message is kept before it counts as sent. Sent again with the same key, it is the same message. Nothing leaves this
computer, and nothing is ever taken out of the file.
"""

import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict, assert_never

from bot.practice.damaged import PracticeFileDamaged
from dialogs.alerts import Button, Message, Press
from handlers.messenger import ChannelPlace, Destination, EverybodyPlace, MailPlace, NotDelivered, PersonPlace
from storage.outbox import Problem

EVERYBODY = "everybody|"
"""Stands before the name of the platform whose channel everybody reads. No person's key holds such a stroke."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a message says from `at` on."""

    at: datetime
    message: Message


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent, with everything that it has said: the first wording first, the present one last."""

    id: str
    to: Destination
    wordings: tuple[Wording, ...]

    @property
    def sent(self) -> datetime:
        """When it was sent, in UTC."""
        return self.wordings[0].at

    @property
    def now(self) -> Message:
        """What it says now."""
        return self.wordings[-1].message


class _Line(TypedDict):
    """One line of the file: a message as it was sent, or (the same id again) as it was changed."""

    id: str
    key: str
    to: str | None
    at: str
    lines: list[str]
    buttons: list[list[str]]


class PracticeMessenger:
    """Keeps what is sent in `file`, a line of JSON each. `now` tells the time, in UTC.

    While `failing` is true it takes nothing, so that one can see what then happens. Raises PracticeFileDamaged when
    the file holds something else than messages.
    """

    def __init__(self, file: Path, now: Callable[[], datetime]) -> None:
        self._file = file
        self._now = now
        self._sent: dict[str, Sent] = {}
        self._keys: dict[str, str] = {}
        self.failing = False
        for number, line in enumerate(_whole_lines(file), start=1):
            try:
                self._remember(json.loads(line))
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
                raise PracticeFileDamaged(file, f"holds something else than a message in line {number}") from None

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Keep a message and return its id. Raises NotDelivered while it is made to fail."""
        self._refuse_if_failing()
        if key not in self._keys:
            self._keep(_line(f"m{len(self._sent) + 1}", key, to, self._now(), message))
        return self._keys[key]

    async def readers(self, to: ChannelPlace) -> None:
        """The page itself shows the channel to those who read cases there. Raises as `send`."""
        del to
        self._refuse_if_failing()

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Put `message` in the place of one sent before. Raises NotDelivered if there is none, or as `send`."""
        self._refuse_if_failing()
        if platform_id not in self._sent:
            raise NotDelivered(Problem.REFUSED)
        self._keep(_line(platform_id, "", to, self._now(), message))

    def messages(self, to: Destination) -> tuple[Sent, ...]:
        """What has been sent there, the newest first."""
        return tuple(sent for sent in reversed(self._sent.values()) if sent.to == to)

    def for_everybody(self) -> tuple[Sent, ...]:
        """What has been posted where everybody reads it, on whichever platform, the newest first."""
        return tuple(sent for sent in reversed(self._sent.values()) if isinstance(sent.to, EverybodyPlace))

    def _refuse_if_failing(self) -> None:
        if self.failing:
            raise NotDelivered(Problem.UNREACHABLE)

    def _keep(self, line: _Line) -> None:
        whole = self._file.stat().st_size if self._file.exists() else 0
        try:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line) + "\n")
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                os.truncate(self._file, whole)
            raise NotDelivered(Problem.UNREACHABLE) from error
        self._remember(line)

    def _remember(self, line: _Line) -> None:
        wording = Wording(datetime.fromisoformat(line["at"]), _message(line))
        before = self._sent.get(line["id"])
        if before is None:
            self._sent[line["id"]] = Sent(line["id"], _destination(line["to"]), (wording,))
            self._keys[line["key"]] = line["id"]
        else:
            self._sent[line["id"]] = replace(before, wordings=(*before.wordings, wording))


def _whole_lines(file: Path) -> list[bytes]:
    """What the file holds. A last line that was cut short was never counted as sent, and is taken off."""
    try:
        kept = file.read_bytes()
        whole = kept[: kept.rfind(b"\n") + 1]
        if whole != kept:
            os.truncate(file, len(whole))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise PracticeFileDamaged(file, f"cannot be read and written ({error.strerror})") from None
    return whole.splitlines()


def _line(platform_id: str, key: str, to: Destination, at: datetime, message: Message) -> _Line:
    return {
        "id": platform_id,
        "key": key,
        "to": _kept(to),
        "at": at.isoformat(),
        "lines": list(message.lines),
        "buttons": [[button.press.value, button.label, button.about] for button in message.buttons],
    }


def _kept(to: Destination) -> str | None:
    match to:
        case ChannelPlace():
            return None
        case EverybodyPlace(platform):
            return f"{EVERYBODY}{platform}"
        case PersonPlace(key) | MailPlace(key):
            return key
        case _:
            assert_never(to)


def _destination(to: str | None) -> Destination:
    if to is None:
        return ChannelPlace()
    return EverybodyPlace(to.removeprefix(EVERYBODY)) if to.startswith(EVERYBODY) else PersonPlace(to)


def _message(line: _Line) -> Message:
    buttons = tuple(Button(Press(press), label, about) for press, label, about in line["buttons"])
    return Message(tuple(line["lines"]), buttons)
