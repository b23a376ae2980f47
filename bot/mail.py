"""The second route: hands messages to a mail server, when the chat platform does not take what is urgent.

Python's own `smtplib`, in a thread: a message every few minutes needs no more, and a library that does the same without
a thread would be one more to trust with the password. What a thread cannot be told, to stop, its socket is.
"""

import asyncio
import contextlib
import hashlib
import smtplib
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from dialogs.alerts import Message
from dialogs.organisation import MailServer, Organisation, Security
from handlers.messenger import MailPlace, NotDelivered
from storage.outbox import Problem

LONGEST = 5.0
"""Seconds for one message, from looking up the server's name to its word that it has it."""

FAILURES = (OSError, smtplib.SMTPException, UnicodeError)
"""Everything that a mail server, the way to it or a wrong setting can do to a message, time-outs included."""

PERMANENT = 500
"""A reply from this on means that the same again is refused again (RFC 5321, 4.2.1)."""


class Mailer:
    """Sends to `MailPlace`. `password` is for `server.user`; `trusted` says which certificates are believed."""

    def __init__(
        self,
        server: MailServer,
        organisation: Organisation,
        password: str = "",
        *,
        trusted: ssl.SSLContext | None = None,
        seconds: float = LONGEST,
    ) -> None:
        self._server = server
        self._organisation = organisation
        self._password = password
        self._trusted = trusted or ssl.create_default_context()
        self._seconds = seconds

    async def send(self, to: MailPlace, message: Message, *, key: str) -> str:
        """Hand a message in and return its Message-ID: the same for the same `key`, so that a repeat is recognised.

        Raises NotDelivered.
        """
        person = self._organisation.people.get(to.key)
        if person is None or not person.email:
            raise NotDelivered(Problem.NO_ADDRESS)
        letter = _letter(message, self._server.sender, person.email, key)
        await _Delivery(self._server, self._password, self._trusted, self._seconds).hands_in(letter)
        return letter.id


@dataclass(frozen=True, slots=True)
class _Letter:
    id: str
    sender: str
    to: str
    text: bytes


def _letter(message: Message, sender: str, to: str, key: str) -> _Letter:
    letter = EmailMessage(policy=policy.SMTP)
    identity = f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{_domain(sender)}>"
    letter["From"] = sender
    letter["To"] = to
    letter["Subject"] = " ".join(message.lines[0].split())
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Message-ID"] = identity
    # Nobody's out-of-office note answers it: RFC 3834, and Exchange in its own way.
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    letter.set_content("\n".join(message.lines), cte="quoted-printable")
    return _Letter(identity, sender, to, letter.as_bytes())


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


class _Delivery:
    """One message on its way to the server, within so many seconds."""

    def __init__(self, server: MailServer, password: str, trusted: ssl.SSLContext, seconds: float) -> None:
        self._server = server
        self._password = password
        self._trusted = trusted
        self._seconds = seconds
        self._line: smtplib.SMTP | None = None
        self._begun = False
        self._given_up = False

    async def hands_in(self, letter: _Letter) -> None:
        """Raises NotDelivered. What is given up here is not sent by the thread any more, or counts as maybe sent."""
        failed: Exception | None = None
        try:
            async with asyncio.timeout(self._seconds):
                await asyncio.to_thread(self._hand_in, letter)
        except FAILURES as error:
            failed = error
        finally:
            self._give_up()
        if failed is not None:
            raise NotDelivered(_problem(failed, begun=self._begun))

    def _hand_in(self, letter: _Letter) -> None:
        self._line = line = self._connected()
        try:
            if self._server.security is Security.STARTTLS:
                line.starttls(context=self._trusted)
            if self._server.user:
                line.login(self._server.user, self._password)
            line.ehlo_or_helo_if_needed()
            self._begun = True
            if not self._given_up:
                line.sendmail(letter.sender, letter.to, letter.text)
                # The server has it now. Whatever it says to the farewell is not waited for.
                line.putcmd("quit")
        finally:
            line.close()

    def _connected(self) -> smtplib.SMTP:
        server, name = self._server, _domain(self._server.sender)
        if server.security is Security.TLS:
            return smtplib.SMTP_SSL(server.host, server.port, name, timeout=self._seconds, context=self._trusted)
        return smtplib.SMTP(server.host, server.port, name, timeout=self._seconds)

    def _give_up(self) -> None:
        """Ends the thread's waiting, if it still waits."""
        self._given_up = True
        sock = self._line.sock if self._line else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def _problem(error: Exception, *, begun: bool) -> Problem:
    match error:
        case smtplib.SMTPRecipientsRefused():
            permanent = all(code >= PERMANENT for code, _ in error.recipients.values())
            return Problem.NO_ADDRESS if permanent else Problem.REFUSED
        case smtplib.SMTPServerDisconnected() | smtplib.SMTPConnectError():
            return Problem.DROPPED if begun else Problem.UNREACHABLE
        case smtplib.SMTPException() | UnicodeError():
            return Problem.REFUSED
        case _ if not begun:
            return Problem.UNREACHABLE
        case _:
            return Problem.TIMED_OUT if isinstance(error, TimeoutError) else Problem.DROPPED
