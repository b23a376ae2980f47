"""Writing a report: starting, going on, going back, sending."""

from dataclasses import replace

from sqlalchemy import delete

from dialogs import wording
from handlers.reply import Asked, Home, Received, Said
from handlers.screens import told_token
from handlers.turn import Answered, Discarded, OpenedHome, Resumed, WantedToChange, WantedToReport, WentBack
from storage.tables import CASES, REPORTS, SUBJECTS
from tests.handlers.office import ASHA, NASTY_MESSAGES, TOM, Office


async def test_the_first_screen_shows_999_and_works_without_a_database(office: Office) -> None:
    office.breaks()

    reply = await office.does(WantedToReport(TOM))

    assert isinstance(reply, Asked)
    assert reply.screen == "danger"
    assert any(number.contact == "999" for notice in reply.notices for number in notice.numbers)


async def test_a_screen_that_could_not_be_saved_is_shown_again_with_the_words_and_the_truth(office: Office) -> None:
    first = await office.does(WantedToReport(TOM))
    assert isinstance(first, Asked)
    office.breaks()

    reply = await office.answers(first, {"danger": "yes"})

    assert isinstance(reply, Asked)
    assert (reply.screen, reply.entered) == ("danger", {"danger": "yes"})
    assert wording.NOT_SAVED in reply.remark
    assert "01632 960001" in reply.remark


async def test_a_review_that_could_not_be_saved_is_not_called_received(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    office.breaks()

    reply = await office.answers(review, {})

    assert isinstance(reply, Said)
    assert reply.title == wording.NOT_SAVED


async def test_a_list_that_cannot_be_read_says_so_even_when_nobody_is_on_duty(office: Office) -> None:
    office.with_organisation(replace(office.desk.organisation, people={}))
    office.breaks()

    reply = await office.does(OpenedHome(TOM))

    assert isinstance(reply, Said)
    assert reply.lines == wording.NOT_SHOWN_WHAT_NOW


async def test_nothing_is_stored_before_the_first_answer(office: Office) -> None:
    await office.does(WantedToReport(TOM))

    home = await office.does(OpenedHome(TOM))

    assert isinstance(home, Home)
    assert home.drafts == ()


async def test_a_draft_is_gone_on_with_where_it_was_left(office: Office) -> None:
    left = await office.fills_in(NASTY_MESSAGES[:3])
    assert isinstance(left, Asked)
    home = await office.does(OpenedHome(TOM))
    assert isinstance(home, Home)

    reply = await office.does(Resumed(TOM, home.drafts[0].draft))

    assert isinstance(reply, Asked)
    assert (reply.draft, reply.screen) == (left.draft, left.screen)


async def test_going_on_with_a_report_that_was_sent_shows_its_reference_again(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    received = await office.answers(review, {})
    assert isinstance(received, Received)

    for turn in (
        Resumed(TOM, review.draft),
        WentBack(TOM, review.draft, "review", {}),
        WantedToChange(TOM, review.draft, "about", {}),
        Answered(TOM, review.draft, "review", {}, review.told),
    ):
        again = await office.does(turn)
        assert isinstance(again, Received)
        assert again.reference == received.reference


async def test_sending_again_after_it_was_picked_up_says_so(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    await office.answers(review, {})
    await office.acknowledges(ASHA)

    again = await office.does(Resumed(TOM, review.draft))

    assert isinstance(again, Received)
    assert "was picked up at 10:00" in again.lines[0]


async def test_a_report_whose_case_was_purged_is_no_longer_here(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    await office.answers(review, {})
    await office.purges(await office.newest_case())

    again = await office.does(Resumed(TOM, review.draft))

    assert isinstance(again, Said)
    assert again.title == wording.NO_SUCH_DRAFT


async def test_a_report_whose_case_somebody_deleted_behind_our_back_is_no_longer_here(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    await office.answers(review, {})
    async with office.desk.database.transaction() as tx:
        for table in (REPORTS, SUBJECTS, CASES):
            await tx.write(delete(table))

    again = await office.does(Resumed(TOM, review.draft))

    assert isinstance(again, Said)
    assert again.title == wording.NO_SUCH_DRAFT


async def test_somebody_elses_draft_is_as_good_as_none(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)

    for turn in (
        Resumed(ASHA, review.draft),
        WentBack(ASHA, review.draft, "review", {}),
        WantedToChange(ASHA, review.draft, "about", {}),
        Discarded(ASHA, review.draft),
        Answered(ASHA, review.draft, "review", {}, review.told),
        Answered(ASHA, review.draft, "danger", {"danger": ("yes",)}, review.told),
    ):
        reply = await office.does(turn)
        assert isinstance(reply, Said)
        assert reply.title == wording.NO_SUCH_DRAFT

    mine = await office.does(Resumed(TOM, review.draft))
    assert isinstance(mine, Asked)
    assert mine.screen == "review"


async def test_only_a_first_answer_may_name_a_new_draft(office: Office) -> None:
    well_formed = "a" * 32
    for draft, screen in ((well_formed, "about"), ("short", "danger"), ("é" * 32, "danger"), ("-" * 32, "danger")):
        reply = await office.does(Answered(TOM, draft, screen, {"danger": ("no",)}, ""))
        assert isinstance(reply, Said), (draft, screen)

    reply = await office.does(Answered(TOM, well_formed, "danger", {"danger": ("no",)}, ""))
    assert isinstance(reply, Asked)


async def test_an_answer_to_a_screen_off_the_path_shows_where_one_is(office: Office) -> None:
    about = await office.fills_in(NASTY_MESSAGES[:1])
    assert isinstance(about, Asked)

    for screen in ("photos", "no such screen"):
        reply = await office.does(Answered(TOM, about.draft, screen, {}, ""))
        assert isinstance(reply, Asked)
        assert (reply.screen, reply.remark) == ("about", wording.MEANWHILE)


async def test_sending_before_the_end_shows_what_is_still_open(office: Office) -> None:
    about = await office.fills_in(NASTY_MESSAGES[:1])
    assert isinstance(about, Asked)

    reply = await office.does(
        Answered(TOM, about.draft, "review", {}, told_token(frozenset({"asha", "ben", "carys", "dilys"})))
    )

    assert isinstance(reply, Asked)
    assert (reply.screen, reply.remark) == ("about", wording.MEANWHILE)


async def test_going_back_from_a_screen_that_is_not_there_shows_where_one_is(office: Office) -> None:
    about = await office.fills_in(NASTY_MESSAGES[:1])
    assert isinstance(about, Asked)

    reply = await office.does(WentBack(TOM, about.draft, "no such screen", {"tile": ("photos",)}))

    assert isinstance(reply, Asked)
    assert reply.screen == "about"


async def test_what_was_typed_before_going_back_is_there_again(office: Office) -> None:
    who = await office.fills_in(NASTY_MESSAGES[:4])
    assert isinstance(who, Asked)
    earlier = await office.does(WentBack(TOM, who.draft, who.screen, {"subject": ("Mia Exam",)}))
    assert isinstance(earlier, Asked)
    assert earlier.screen == "staff_involved"

    again = await office.answers(earlier, {"staff_involved": "no"})

    assert isinstance(again, Asked)
    assert again.entered == {"subject": "Mia Exam"}


async def test_a_change_to_a_screen_off_the_path_shows_where_one_is(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)

    reply = await office.does(WantedToChange(TOM, review.draft, "photos", {}))

    assert isinstance(reply, Asked)
    assert reply.screen == "review"


async def test_words_that_were_not_accepted_are_kept_with_what_to_do(office: Office) -> None:
    account = await office.fills_in(NASTY_MESSAGES[:5])
    assert isinstance(account, Asked)

    reply = await office.answers(account, {"account": "x" * 3001})

    assert isinstance(reply, Asked)
    assert reply.screen == "account"
    assert reply.entered["account"] == "x" * 3001
    assert "1 characters too long" in reply.problems["account"]


async def test_a_draft_that_is_thrown_away_is_gone(office: Office) -> None:
    about = await office.fills_in(NASTY_MESSAGES[:1])
    assert isinstance(about, Asked)

    assert isinstance(await office.does(Discarded(TOM, about.draft)), Said)

    assert isinstance(await office.does(Resumed(TOM, about.draft)), Said)
    await office.passes(hours=2)
    assert office.messenger.sent == []
