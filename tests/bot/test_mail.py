"""The second route: what arrives at a mail server, what does not, and what that is called."""

import asyncio
import ssl
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.mail import Mailer
from bot.routing import RoutedMessenger
from dialogs import organisation
from dialogs.alerts import Button, Message, Press
from dialogs.organisation import Security
from handlers.messenger import ChannelPlace, MailPlace, NotDelivered, PersonPlace
from storage.outbox import Problem
from tests.fakes import certificates, mail_server
from tests.fakes.desk import FakeMessenger
from tests.fakes.mail_server import CUTS, DRIPS, HANGS, MailServer
from tests.handlers.office import EXAMPLE

ALERT = Message(
    ("S1 \N{MIDDLE DOT} ES-7K4M2P: nobody has it", ".", "Open the bot's Home tab.\n.hidden"),
    (Button(Press.OPEN, "Open", "case-1"),),
)
ASHA = MailPlace("asha")
KEY = "case-1|second route|person|asha|0"
SOON = 0.3


def mailer(
    server: MailServer,
    security: Security = Security.NONE,
    trusted: ssl.SSLContext | None = None,
    *,
    password: str = "",
    seconds: float = 5.0,
) -> Mailer:
    user = "bot" if password else ""
    where = organisation.MailServer("127.0.0.1", server.port, security, "bot@example.org", user)
    return Mailer(where, EXAMPLE, password, trusted=trusted, seconds=seconds)


async def problem_of(mail: Mailer, to: MailPlace = ASHA) -> Problem:
    with pytest.raises(NotDelivered) as failed:
        await mail.send(to, ALERT, key=KEY)
    assert failed.value.__context__ is None, "what a server says does not travel with it"
    return failed.value.problem


async def test_a_message_arrives_as_plain_text_with_its_first_line_as_the_subject() -> None:
    async with mail_server.running() as server:
        await mailer(server).send(ASHA, ALERT, key=KEY)
    [letter] = server.letters
    assert (letter.sender, letter.to) == ("bot@example.org", "asha.patel@example.org")
    assert letter.headers["Subject"] == "S1 \N{MIDDLE DOT} ES-7K4M2P: nobody has it"
    assert letter.headers["Content-Type"] == 'text/plain; charset="utf-8"'
    assert letter.text.splitlines() == [
        "S1 \N{MIDDLE DOT} ES-7K4M2P: nobody has it",
        ".",
        "Open the bot's Home tab.",
        ".hidden",
    ]


async def test_nobody_is_away_on_holiday_to_a_machine() -> None:
    async with mail_server.running() as server:
        await mailer(server).send(ASHA, ALERT, key=KEY)
    [letter] = server.letters
    assert letter.headers["Auto-Submitted"] == "auto-generated"
    assert letter.headers["X-Auto-Response-Suppress"] == "All"


async def test_a_repeat_is_the_same_message_and_its_id_says_nothing() -> None:
    async with mail_server.running() as server:
        mail = mailer(server)
        first = await mail.send(ASHA, ALERT, key=KEY)
        again = await mail.send(ASHA, ALERT, key=KEY)
        other = await mail.send(ASHA, ALERT, key=KEY + "1")
    assert first == again != other
    assert [letter.headers["Message-ID"] for letter in server.letters] == [first, again, other]
    assert "asha" not in first
    assert "case-1" not in first


async def test_a_line_break_makes_no_header() -> None:
    async with mail_server.running() as server:
        await mailer(server).send(ASHA, Message(("S1\r\nBcc: everybody@example.org",)), key=KEY)
    [letter] = server.letters
    assert letter.headers["Subject"] == "S1 Bcc: everybody@example.org"
    assert "Bcc" not in letter.headers


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_the_password_and_the_message_are_said_in_private(tmp_path: Path, security: Security) -> None:
    certificate = certificates.made_in(tmp_path)
    encrypted = security is Security.TLS
    async with mail_server.running(certificate.shown, encrypted=encrypted, password="pass") as server:
        await mailer(server, security, certificate.trusted, password="pass").send(ASHA, ALERT, key=KEY)
    [letter] = server.letters
    assert (letter.encrypted, letter.user) == (True, "bot")


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_a_server_that_cannot_show_who_it_is_gets_nothing(tmp_path: Path, security: Security) -> None:
    certificate = certificates.made_in(tmp_path)
    async with mail_server.running(certificate.shown, encrypted=security is Security.TLS, password="pass") as server:
        assert await problem_of(mailer(server, security, password="pass")) is Problem.UNREACHABLE
    assert "AUTH" not in server.words
    assert server.letters == []


async def test_a_server_that_offers_no_privacy_gets_nothing() -> None:
    async with mail_server.running(password="pass") as server:
        server.offers.remove("STARTTLS")
        assert await problem_of(mailer(server, Security.STARTTLS, password="pass")) is Problem.REFUSED
    assert "AUTH" not in server.words
    assert server.letters == []


async def test_a_wrong_password_is_refused() -> None:
    async with mail_server.running(password="pass") as server:
        assert await problem_of(mailer(server, password="word")) is Problem.REFUSED
        assert await problem_of(mailer(server, password="wört")) is Problem.REFUSED


@pytest.mark.parametrize(
    ("word", "happens", "problem"),
    [
        ("CONNECT", "554 no", Problem.UNREACHABLE),
        ("CONNECT", CUTS, Problem.UNREACHABLE),
        ("CONNECT", HANGS, Problem.UNREACHABLE),
        ("EHLO", CUTS, Problem.UNREACHABLE),
        ("MAIL", "451 later", Problem.REFUSED),
        ("RCPT", "550 a person's words", Problem.NO_ADDRESS),
        ("RCPT", "450 later", Problem.REFUSED),
        ("RCPT", HANGS, Problem.TIMED_OUT),
        ("DATA", "554 no", Problem.REFUSED),
        (".", "552 too long", Problem.REFUSED),
        (".", CUTS, Problem.DROPPED),
        (".", HANGS, Problem.TIMED_OUT),
    ],
)
async def test_every_way_of_going_wrong_has_its_name(word: str, happens: str, problem: Problem) -> None:
    async with mail_server.running() as server:
        server.planned[word] = happens
        assert await problem_of(mailer(server, seconds=SOON)) is problem
        server.planned.clear()
        await mailer(server).send(ASHA, ALERT, key=KEY)


async def test_what_the_server_says_to_the_farewell_is_not_waited_for() -> None:
    async with mail_server.running() as server:
        server.planned["QUIT"] = HANGS
        begun = time.monotonic()
        await mailer(server).send(ASHA, ALERT, key=KEY)
        assert time.monotonic() - begun < 1


@pytest.mark.parametrize(("word", "problem"), [("EHLO", Problem.UNREACHABLE), (".", Problem.TIMED_OUT)])
async def test_a_server_that_always_says_a_little_more_is_left_in_time(word: str, problem: Problem) -> None:
    async with mail_server.running() as server:
        server.planned[word] = DRIPS
        assert await problem_of(mailer(server, seconds=SOON)) is problem
        async with asyncio.timeout(1):
            while server.talking:
                await asyncio.sleep(0.01)


async def test_nothing_listens_there() -> None:
    assert await problem_of(mailer(MailServer(port=1))) is Problem.UNREACHABLE


async def test_somebody_without_an_address_cannot_be_told() -> None:
    async with mail_server.running() as server:
        assert await problem_of(mailer(server), MailPlace("tom")) is Problem.NO_ADDRESS
        assert await problem_of(mailer(server), MailPlace("slack:T1:U1")) is Problem.NO_ADDRESS
    assert server.words == []


async def test_what_was_given_up_is_not_sent_later() -> None:
    async with mail_server.running() as server:
        server.planned["MAIL"] = HANGS
        sending = asyncio.create_task(mailer(server).send(ASHA, ALERT, key=KEY))
        while "MAIL" not in server.words:
            await asyncio.sleep(0.01)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        server.planned.clear()
        await asyncio.sleep(SOON)
    assert server.letters == []


class TestRouted:
    """Chat and mail as one messenger."""

    async def test_each_message_takes_its_route(self) -> None:
        async with mail_server.running() as server:
            chat = FakeMessenger()
            routed = RoutedMessenger(EXAMPLE, {"slack": chat}, mailer(server))
            assert await routed.send(PersonPlace("asha"), ALERT, key="k") == "slack|m1-1"
            assert await routed.send(ChannelPlace(), ALERT, key="k") == "slack|m2-1"
            assert "@example.org" in await routed.send(ASHA, ALERT, key=KEY)
            await routed.change(ChannelPlace(), "slack|m2-1", ALERT)
        assert len(chat.sent) == 2
        assert len(chat.changed) == 1
        assert len(server.letters) == 1

    async def test_without_a_second_route_there_is_no_address(self) -> None:
        with pytest.raises(NotDelivered) as failed:
            await RoutedMessenger(EXAMPLE, {"slack": FakeMessenger()}, None).send(ASHA, ALERT, key=KEY)
        assert failed.value.problem is Problem.NO_ADDRESS

    async def test_what_was_sent_by_mail_cannot_be_changed(self) -> None:
        with pytest.raises(NotDelivered) as failed:
            await RoutedMessenger(EXAMPLE, {"slack": FakeMessenger()}, None).change(
                ASHA, "<1@example.org>", replace(ALERT, buttons=())
            )
        assert failed.value.problem is Problem.REFUSED
