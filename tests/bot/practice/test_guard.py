"""Tests of who may speak to the practice page, and of what it does with what no form of its own could have sent."""

import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.practice.guard import is_ours, page_token
from tests.fakes.canned_handlers import BrokenHandlers
from tests.fakes.practice_client import PracticeClient, at_the_page
from tests.fakes.practice_world import PracticeWorld

ANSWER = "/as/tom/report/answer"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


@pytest.mark.parametrize("host", ["127.0.0.1:3978", "localhost:3978", "localhost"])
async def test_it_answers_at_this_computers_own_names(visitor: PracticeClient, host: str) -> None:
    assert (await visitor.client.get("/as/tom", headers={"Host": host})).status == 200


@pytest.mark.parametrize(
    "host", ["attacker.example", "localhost.attacker.example", "127.0.0.1.nip.example:80", "192.0.2.7"]
)
async def test_it_answers_at_no_other_name(visitor: PracticeClient, world: PracticeWorld, host: str) -> None:
    assert (await visitor.client.get("/as/tom", headers={"Host": host})).status == 403
    assert world.handlers.turns == []


@pytest.mark.parametrize("origin", ["", "null", "https://attacker.example", "http://127.0.0.1:1"])
async def test_another_sites_form_is_refused(visitor: PracticeClient, world: PracticeWorld, origin: str) -> None:
    form = [("token", await visitor.token()), ("draft", "d1"), ("screen", "safety"), ("told", "")]
    assert (await visitor.post(ANSWER, form, Origin=origin)).status == 403
    assert world.handlers.turns == []


@pytest.mark.parametrize("token", [[], [("token", "")], [("token", "guessed")], [("token", "é")]])
async def test_a_form_without_the_pages_token_is_refused(
    visitor: PracticeClient, world: PracticeWorld, token: list[tuple[str, str]]
) -> None:
    answer = await visitor.post("/as/tom/report/start", [*token, ("draft", "d1")])
    assert answer.status == 403
    assert "Nothing was changed or sent." in await answer.text()
    assert world.handlers.turns == []


def test_the_token_outlives_a_restart_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    file = tmp_path / "token"
    assert page_token(file) == page_token(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_token_that_was_not_written_whole_is_made_again(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.touch()
    assert len(page_token(file)) > 40
    assert not is_ours("", page_token(file))


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/as/nobody", "/as/nobody/messages", "/as/tom/elsewhere", "/as/%2e%2e%2f", "/as/tom/report/a/b"],
)
async def test_an_unknown_address_is_a_page_that_says_so(visitor: PracticeClient, path: str) -> None:
    page = await visitor.look(path)
    assert visitor.status == 404
    assert "<h1>There is nothing here</h1>" in page


async def test_an_address_that_is_only_for_forms_says_so(visitor: PracticeClient) -> None:
    assert "There is nothing here" in await visitor.look("/clock")
    assert visitor.status == 405


@pytest.mark.parametrize("path", ["/as/nobody/report/start", "/as/nobody/case/c1/acknowledge"])
async def test_nobody_can_send_nothing(visitor: PracticeClient, world: PracticeWorld, path: str) -> None:
    await visitor.send(path)
    assert visitor.status == 404
    assert world.handlers.turns == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"draft": "d1"}', "application/json"),
        (b"draft=\xff\xfe", FORM),
        (b"draft=%ff%fe", FORM),
        (b"&".join([b"a=1"] * 1001), FORM),
        (b"", "text/plain"),
    ],
)
async def test_what_cannot_be_read_is_refused(
    visitor: PracticeClient, world: PracticeWorld, body: bytes, kind: str
) -> None:
    assert (await visitor.post(ANSWER, body, Content_Type=kind)).status == 400
    assert world.handlers.turns == []


async def test_a_form_with_a_part_missing_is_refused(visitor: PracticeClient, world: PracticeWorld) -> None:
    await visitor.send(ANSWER, [("draft", "d1")])
    assert visitor.status == 400
    assert world.handlers.turns == []


async def test_more_than_256_kib_is_refused_with_what_to_do(visitor: PracticeClient, world: PracticeWorld) -> None:
    answer = await visitor.post(ANSWER, b"answer.account=" + b"a" * 256 * 1024, Content_Type=FORM)
    assert answer.status == 413
    assert "Make it shorter" in await answer.text()
    assert world.handlers.turns == []


async def test_too_many_fields_and_too_much_text_are_for_the_form_to_judge(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    many = [(f"answer.f{number}", "x" * 3_001) for number in range(40)]
    await visitor.send(ANSWER, [("draft", "d1"), ("screen", "about"), ("told", ""), *many])
    assert visitor.status == 200
    assert len(world.handlers.turns) == 1


async def test_an_id_that_nobody_made_stays_within_its_address(visitor: PracticeClient) -> None:
    await visitor.send(ANSWER, [("draft", "../x?y#z\r\nSet-Cookie: a=b"), ("screen", "review"), ("told", "")])
    assert visitor.place.startswith("/as/tom/report/..%2Fx%3Fy%23z%0D%0ASet-Cookie:%20a=b?page=")


async def test_a_mistake_of_ours_is_a_page_and_a_line_in_the_log_without_anybodys_words(tmp_path: Path) -> None:
    world = PracticeWorld(tmp_path, BrokenHandlers())
    async with at_the_page(world.app) as visitor:
        page = await visitor.look("/as/tom")
    assert visitor.status == 500
    assert "Something went wrong here" in page
    assert "private" not in page
    assert "RuntimeError" in world.logged.getvalue()
    assert "private" not in world.logged.getvalue()
    assert "Tom" not in world.logged.getvalue()
