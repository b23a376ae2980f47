"""A mail server that keeps what it is given, and can be made to fail at any word of the conversation (RFC 5321)."""

import asyncio
import base64
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy

HANGS, CUTS, DRIPS = "hangs", "cuts", "drips"
"""What it can do instead of replying; anything else that is planned is its reply."""

BETWEEN_DROPS = 0.02


@dataclass(frozen=True)
class Letter:
    """What was handed in: by whom and to whom it was said to be, its headers, its text, and over what."""

    sender: str
    to: str
    headers: dict[str, str]
    text: str
    encrypted: bool
    user: str


@dataclass
class MailServer:
    """`planned` is what it does at a word ('CONNECT', 'EHLO', 'RCPT', 'DATA', '.', ...) instead of what it should."""

    port: int = 0
    password: str = ""
    offers: list[str] = field(default_factory=lambda: ["STARTTLS", "AUTH PLAIN", "8BITMIME"])
    planned: dict[str, str] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    certificate: ssl.SSLContext | None = None
    talking: int = 0


@dataclass
class Conversation:
    """One connection."""

    server: MailServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    encrypted: bool
    user: str = ""
    sender: str = ""
    to: str = ""

    async def goes_on(self) -> None:
        """Answers until the other side has gone."""
        await self.replies("CONNECT", "220 mail.example.org ESMTP")
        while line := (await self.reader.readline()).decode("ascii").strip():
            verb, _, rest = line.partition(" ")
            await self.hears(verb.upper(), rest)

    async def hears(self, verb: str, rest: str) -> None:
        """Does what a word asks for."""
        match verb:
            case "EHLO":
                offered = [offer for offer in self.server.offers if not (self.encrypted and offer == "STARTTLS")]
                lines = [f"250-{rest}", *(f"250-{offer}" for offer in offered), "250 HELP"]
                await self.replies(verb, "\r\n".join(lines))
            case "STARTTLS":
                await self.replies(verb, "220 go on")
                assert self.server.certificate is not None
                await self.writer.start_tls(self.server.certificate)
                self.encrypted = True
            case "AUTH":
                await self.logs_in(rest)
            case "DATA":
                await self.takes_a_letter()
            case "MAIL" | "RCPT":
                address = rest.partition("<")[2].partition(">")[0]
                self.sender, self.to = (address, self.to) if verb == "MAIL" else (self.sender, address)
                await self.replies(verb, "250 fine")
            case _:
                await self.replies(verb, "221 bye" if verb == "QUIT" else "250 fine")

    async def logs_in(self, rest: str) -> None:
        """Plain, with the one password there is."""
        _, user, password = base64.b64decode(rest.removeprefix("PLAIN ")).decode().split("\0")
        right = password == self.server.password
        self.user = user if right else ""
        await self.replies("AUTH", "235 welcome" if right else "535 a person's words")

    async def takes_a_letter(self) -> None:
        """Keeps it, unless something else is planned for the end of it."""
        if not await self.replies("DATA", "354 go on"):
            return
        sent = await self.reader.readuntil(b"\r\n.\r\n")
        letter = message_from_bytes(sent[:-3].replace(b"\r\n..", b"\r\n."), policy=policy.default)
        headers = {name: str(value) for name, value in letter.items()}
        text = str(letter.get_content())
        kept = Letter(self.sender, self.to, headers, text, self.encrypted, self.user)
        if self.server.planned.get(".", "")[:1] not in {"4", "5"}:
            self.server.letters.append(kept)
        await self.replies(".", "250 it is kept")

    async def replies(self, verb: str, reply: str) -> bool:
        """Says it, or does what is planned instead. Whether it went on as it should."""
        self.server.words.append(verb)
        planned = self.server.planned.get(verb)
        if planned == HANGS:
            await self.reader.read()
        while planned == DRIPS:
            self.writer.write(b"250-and one more thing\r\n")
            await self.writer.drain()
            await asyncio.sleep(BETWEEN_DROPS)
        if planned in {HANGS, CUTS}:
            raise ConnectionResetError
        self.writer.write(f"{planned or reply}\r\n".encode())
        await self.writer.drain()
        return planned is None


@asynccontextmanager
async def running(
    certificate: ssl.SSLContext | None = None, *, encrypted: bool = False, password: str = ""
) -> AsyncIterator[MailServer]:
    """Serves on a free port of this computer. With `encrypted` it speaks TLS from the first word."""
    mail = MailServer(password=password, certificate=certificate)
    open_now: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_now.add(task)
        gone = (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError)
        with contextlib.closing(writer), contextlib.suppress(*gone):
            mail.talking += 1
            try:
                await Conversation(mail, reader, writer, encrypted).goes_on()
            finally:
                mail.talking -= 1

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=certificate if encrypted else None)
    mail.port = server.sockets[0].getsockname()[1]
    try:
        yield mail
    finally:
        server.close()
        for task in open_now:
            task.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)
        await asyncio.sleep(0)  # a closed transport lets go of its socket one turn of the loop later
