"""What people have asked of a person, as it is stored: sealed, found by whoever asked, and gone some time after."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update

from storage import data_keys, questions
from storage.database import Database
from storage.failures import SealBroken
from storage.questions import LIFE, MOST_LISTED, Question
from storage.tables import DATA_KEYS, QUESTIONS

DAY = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)
TAM, KIT = "slack:T01:U07", "slack:T01:U08"
ASKED = Question("q-1", TAM, "Tam Reporter", DAY, "May I film the yard? \N{GRINNING FACE} \ud800")
ANSWERED = replace(ASKED, answer="Ask first.\n\ud800", answered_by="asha", answered=DAY + ONE_DAY)
OTHERS = replace(ASKED, id="q-2", asker=KIT, asker_name="Kit Learner", text="And the hall?")


async def add(database: Database, *added: Question) -> None:
    async with database.transaction() as tx:
        for each in added:
            await questions.add(tx, each)


async def ids_of(database: Database, person: str) -> list[str]:
    async with database.transaction() as tx:
        return [each.id for each in await questions.of_person(tx, person)]


@pytest.mark.parametrize("question", [ASKED, replace(ASKED, urgent=True), ANSWERED, replace(ASKED, text="x" * 20_000)])
async def test_a_question_is_read_as_it_was_added(database: Database, question: Question) -> None:
    await add(database, question, OTHERS)
    async with database.transaction() as tx:
        assert await questions.lock(tx, question.id) == question


async def test_an_unknown_question_is_none(database: Database) -> None:
    async with database.transaction() as tx:
        assert await questions.lock(tx, "q-1") is None


async def test_its_answer_is_remembered_and_nothing_else_changes(database: Database) -> None:
    await add(database, ASKED, OTHERS)
    async with database.transaction() as tx:
        await questions.change(tx, ANSWERED)
    async with database.transaction() as tx:
        assert await questions.lock(tx, ASKED.id) == ANSWERED
        assert await questions.of_person(tx, TAM) == (ANSWERED,)
        assert await questions.lock(tx, OTHERS.id) == OTHERS


async def test_a_question_that_is_there_already_stays_as_it_is(database: Database) -> None:
    await add(database, ASKED)
    await add(database, replace(ASKED, text="Something else"))
    await add(database, replace(ASKED, asker=KIT, urgent=True))
    async with database.transaction() as tx:
        assert await questions.lock(tx, ASKED.id) == ASKED
        assert await questions.broken(tx) == await questions.misfiled(tx) == ()


async def test_what_is_sent_has_the_same_id_for_the_same_form_person_and_text_and_no_other(database: Database) -> None:
    sent = [(form, who, text) for form in ("h.1", "h.", "", "\ud800") for who in (TAM, KIT) for text in ("a", "b", '"')]
    sent += [("a", "b", "c"), ("a", 'b", "c', ""), ("", "a", "b, c"), ("", "a, b", "c")]
    async with database.transaction() as tx:
        ids = [questions.id_of(tx, *each) for each in sent]
        assert ids == [questions.id_of(tx, *each) for each in sent]
    assert len(set(ids)) == len(sent)
    assert {len(each) for each in ids} == {questions.ID_DIGITS}


async def test_how_many_wait_is_counted_with_those_that_do_not_open(database: Database) -> None:
    async with database.transaction() as tx:
        assert await questions.count_waiting(tx) == 0
    await add(database, ASKED, OTHERS, replace(ANSWERED, id="q-3"))
    async with database.transaction() as tx:
        await tx.write(update(QUESTIONS).where(QUESTIONS.c.id == ASKED.id).values(content=b"\x01" + bytes(60)))
        assert await questions.count_waiting(tx) == 2


async def test_whether_somebody_asked_anything_is_known_while_it_is_kept(database: Database) -> None:
    await add(database, ANSWERED)
    async with database.transaction() as tx:
        assert [await questions.has_any(tx, each) for each in (TAM, KIT, "")] == [True, False, False]
        await questions.expire(tx, DAY + 500 * ONE_DAY)
        assert not await questions.has_any(tx, TAM)


async def test_what_is_gone_cannot_be_answered(database: Database) -> None:
    async with database.transaction() as tx:
        with pytest.raises(SealBroken):
            await questions.change(tx, ANSWERED)


async def test_what_is_urgent_waits_first_and_then_the_oldest(database: Database) -> None:
    def waits(name: str, days: int, *, urgent: bool = False) -> Question:
        return replace(ASKED, id=name, asked=DAY + days * ONE_DAY, urgent=urgent)

    await add(database, waits("d", 2), waits("c", 1), waits("b", 1), waits("e", 5, urgent=True), ANSWERED)
    async with database.transaction() as tx:
        assert [each.id for each in await questions.waiting(tx)] == ["e", "b", "c", "d"]


async def test_a_question_waits_until_it_is_answered(database: Database) -> None:
    await add(database, ASKED, OTHERS)
    async with database.transaction() as tx:
        assert await questions.answered(tx) == ()
        await questions.change(tx, ANSWERED)
        assert await questions.waiting(tx) == (OTHERS,)
        assert await questions.answered(tx) == (ANSWERED,)


async def test_those_answered_last_are_listed_the_newest_first(database: Database) -> None:
    many = [replace(ANSWERED, id=f"q-{n}", answered=DAY + n * ONE_DAY) for n in range(1, MOST_LISTED + 3)]
    await add(database, *many)
    async with database.transaction() as tx:
        assert await questions.answered(tx) == tuple(reversed(many))[:MOST_LISTED]


async def test_everybody_finds_their_own_and_nobody_elses(database: Database) -> None:
    await add(database, ASKED, OTHERS)
    assert await ids_of(database, TAM) == [ASKED.id]
    assert await ids_of(database, KIT) == [OTHERS.id]
    assert await ids_of(database, "") == []


async def test_of_ones_own_what_waits_comes_first_and_then_the_newest(database: Database) -> None:
    done = [replace(ANSWERED, id=f"d-{n}", asked=DAY + n * ONE_DAY) for n in range(3)]
    waiting = [replace(ASKED, id=f"w-{n}", asked=DAY + n * ONE_DAY) for n in range(3)]
    await add(database, *done, *waiting)
    assert await ids_of(database, TAM) == ["w-2", "w-1", "w-0", "d-2", "d-1", "d-0"]


async def test_however_many_were_answered_what_waits_is_still_found(database: Database) -> None:
    later = [replace(ANSWERED, id=f"d-{n}", asked=DAY + ONE_DAY) for n in range(MOST_LISTED + 5)]
    await add(database, ASKED, *later)
    found = await ids_of(database, TAM)
    assert found[0] == ASKED.id
    assert len(found) == MOST_LISTED


@pytest.mark.parametrize(("days", "left"), [(0, True), (90, True), (91, False), (4_000, False)])
async def test_a_question_is_forgotten_ninety_days_after_its_answer(
    database: Database, days: int, *, left: bool
) -> None:
    assert timedelta(days=90) == LIFE
    old = replace(ANSWERED, asked=DAY - 500 * ONE_DAY, answered=DAY)
    await add(database, old, replace(OTHERS, asked=DAY - 500 * ONE_DAY))
    async with database.transaction() as tx:
        assert await questions.expire(tx, DAY + days * ONE_DAY) == (() if left else (old.id,))
    async with database.transaction() as tx:
        assert (await questions.lock(tx, old.id) is not None) is left
        assert [each.id for each in await questions.waiting(tx)] == [OTHERS.id]
        owners = {row.owner for row in await tx.rows(select(DATA_KEYS))}
        assert owners == {data_keys.of_question(OTHERS.id)} | ({data_keys.of_question(old.id)} if left else set())


async def test_rows_say_nothing_but_days_and_whether_two_are_one_persons(database: Database) -> None:
    await add(database, replace(ASKED, text="a", urgent=True), replace(OTHERS, asker=TAM, text="b" * 40))
    async with database.transaction() as tx:
        rows = await tx.rows(select(QUESTIONS))
    assert {name for name in QUESTIONS.c.keys()} == {"id", "asker_index", "asked", "answered", "content"}  # noqa: C416, SIM118
    assert len({row.asker_index for row in rows}) == 1
    assert {(row.asked, row.answered) for row in rows} == {("2026-11-23", "")}
    assert len({len(row.content) for row in rows}) == 1
    for row in rows:
        assert not any(word in repr(row) for word in (TAM, ASKED.asker_name, "urgent", "bbbb"))


async def test_what_does_not_open_is_left_out_and_the_others_can_be_read(database: Database) -> None:
    await add(database, ASKED, OTHERS, replace(ANSWERED, id="q-3"), replace(ANSWERED, id="q-4"))
    lost = QUESTIONS.c.id.in_(["q-1", "q-3"])
    async with database.transaction() as tx:
        await tx.write(update(QUESTIONS).where(lost).values(content=b"\x01" + bytes(60)))
    async with database.transaction() as tx:
        assert await questions.waiting(tx) == (OTHERS,)
        assert [each.id for each in await questions.answered(tx)] == ["q-4"]
        assert [each.id for each in await questions.of_person(tx, TAM)] == ["q-4"]
        assert await questions.broken(tx) == ("q-1", "q-3")
        assert await questions.misfiled(tx) == ()
        with pytest.raises(SealBroken):
            await questions.lock(tx, "q-1")


async def test_two_questions_cannot_change_places(database: Database) -> None:
    await add(database, ASKED, OTHERS)
    async with database.transaction() as tx:
        one, two = await tx.rows(select(QUESTIONS).order_by(QUESTIONS.c.id))
        for here, there in ((one, two), (two, one)):
            await tx.write(update(QUESTIONS).where(QUESTIONS.c.id == here.id).values(content=there.content))
    async with database.transaction() as tx:
        assert await questions.broken(tx) == (ASKED.id, OTHERS.id)


async def test_without_its_key_a_question_does_not_open(database: Database) -> None:
    await add(database, ASKED, OTHERS)
    async with database.transaction() as tx:
        await tx.write(delete(DATA_KEYS).where(DATA_KEYS.c.owner == data_keys.of_question(ASKED.id)))
    async with database.transaction() as tx:
        assert await questions.broken(tx) == (ASKED.id,)
        assert await questions.waiting(tx) == (OTHERS,)


@pytest.mark.parametrize(
    "changed", [{"asked": "2020-01-01"}, {"answered": "2026-11-23"}, {"answered": "nonsense"}, {"asked": ""}]
)
async def test_a_changed_day_is_found(database: Database, changed: dict[str, str]) -> None:
    await add(database, ASKED)
    async with database.transaction() as tx:
        await tx.write(update(QUESTIONS).values(changed))
    async with database.transaction() as tx:
        assert await questions.broken(tx) == (ASKED.id,)


async def test_a_question_filed_under_anothers_name_is_not_theirs_and_is_found(database: Database) -> None:
    await add(database, ASKED, OTHERS)
    async with database.transaction() as tx:
        assert await questions.misfiled(tx) == ()
        kits = tx.keyring.blind("question", KIT)
        await tx.write(update(QUESTIONS).where(QUESTIONS.c.id == ASKED.id).values(asker_index=kits))
    assert await ids_of(database, KIT) == [OTHERS.id]
    async with database.transaction() as tx:
        assert await questions.misfiled(tx) == (ASKED.id,)
        assert await questions.broken(tx) == ()
        assert ASKED in await questions.waiting(tx)
