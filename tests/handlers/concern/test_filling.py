"""A form that carries its own state: every choice goes along, and nothing of it is stored."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.door import Door
from dialogs import wording_learner
from dialogs.organisation import Anonymous
from handlers.concern.progress import LONGEST
from handlers.reply import Asked, Found, Said, Way
from handlers.turn import (
    Answered,
    Discarded,
    Left,
    Resumed,
    Searched,
    WantedToChange,
    WantedToComeBack,
    WantedToPause,
    WantedToTell,
    WentBack,
)
from tests.handlers.concern.learner import DANGER, LENA, NASTY, WORDS, Learner, every_case, the_case, with_settings
from tests.handlers.office import ASHA, BEN, Office

CODE_ONLY = Anonymous(code_only=True)
NAMED = Anonymous(named=True)


async def asked(door: Door, turn: WentBack | WantedToChange | Resumed | Answered) -> Asked:
    reply = await door.answer(turn)
    assert isinstance(reply, Asked), reply
    return reply


async def test_in_danger_the_next_screen_is_the_last(office: Office) -> None:
    lena = Learner(office)
    shown = await lena.goes_on(await lena.begins(), DANGER)
    assert (shown.screen, shown.submit) == ("tell", wording_learner.SEND)
    assert {each.id for each in shown.fields} >= {"account", "danger", "how"}
    assert "Ring 999 now" in shown.notices[0].text
    assert (await lena.sends(shown, "")).code  # nothing but the one choice is needed


async def test_a_form_in_progress_carries_four_hundred_ascii_characters_at_most_and_no_words(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end({**NASTY, "tile": "photos", "picture": "threat"})
    assert last.draft.isascii()
    assert len(last.draft) <= 400
    answer = Answered(lena.who, last.draft, last.screen, {"account": (WORDS,), "danger": ("nonsense",)}, "")
    refused = await asked(lena.door, answer)
    assert refused.problems.keys() == {"danger"}
    assert refused.entered["account"] == WORDS
    assert WORDS not in refused.draft


async def test_the_last_screen_has_every_choice_to_be_changed(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    assert last.compact == NASTY.keys()
    await lena.goes_on(last, {**NASTY, "tile": "photos", "account": WORDS})
    case = await the_case(office)
    assert case.reports[0].answers["tile"] == "photos"


@pytest.mark.parametrize("turn", [WentBack, WantedToChange])
async def test_on_the_first_screen_back_and_look_show_it_again(
    office: Office, turn: type[WentBack | WantedToChange]
) -> None:
    lena = Learner(office)
    first = await lena.begins()
    shown = await asked(lena.door, turn(LENA, first.draft, first.screen, {"danger": ("no",)}))
    assert shown.screen == first.screen


async def test_going_back_keeps_what_was_chosen(office: Office) -> None:
    lena = Learner(office)
    how = await lena.goes_on(await lena.begins(), {"danger": "no"})
    who = await lena.goes_on(how, {"how": "code_only"})
    back = await asked(lena.door, WentBack(LENA, who.draft, who.screen, {"who": ("friend",)}))
    assert (back.screen, back.entered) == ("how", {"how": "code_only"})
    forward = await lena.goes_on(back, {"how": "code_only"})
    assert "who=friend" in forward.draft


async def test_going_back_from_the_last_screen_or_with_nonsense_loses_no_choice(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    shown = await asked(lena.door, WentBack(LENA, last.draft, last.screen, {"account": (WORDS,)}))
    assert shown.screen == "help"
    again = await asked(lena.door, WentBack(LENA, shown.draft, shown.screen, {"help": ("nonsense",)}))
    assert again.screen == "ongoing"
    assert "help=know" in again.draft


async def test_looking_at_a_screen_shows_what_is_entered(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    shown = await asked(lena.door, WantedToChange(LENA, last.draft, last.screen, {"account": (WORDS,)}))
    assert shown.entered["account"] == WORDS
    resumed = await asked(lena.door, Resumed(LENA, last.draft))
    assert resumed.screen == "tell"


async def test_a_screen_that_is_not_on_the_way_leads_to_where_the_form_stands(office: Office) -> None:
    lena = Learner(office)
    how = await lena.goes_on(await lena.begins(), {"danger": "no"})
    shown = await lena.goes_on(replace(how, screen="picture"), {"picture": "threat"})
    assert shown.screen == "how"


async def test_without_an_answer_that_is_needed_the_screen_says_so(office: Office) -> None:
    lena = Learner(office)
    shown = await lena.goes_on(await lena.begins(), {})
    assert shown.screen == "danger"
    assert shown.problems.keys() == {"danger"}


async def test_with_codes_only_nobody_is_asked_how(office: Office) -> None:
    office.with_organisation(with_settings(CODE_ONLY))
    lena = Learner(office)
    shown = await lena.goes_on(await lena.begins(), {"danger": "no"})
    assert shown.screen == "who"
    assert await lena.tells()
    assert (await the_case(office)).reports[0].answers["how"] == "code_only"


async def test_with_codes_only_asking_for_a_name_gives_none(office: Office) -> None:
    office.with_organisation(with_settings(CODE_ONLY))
    lena = Learner(office)
    shown = await lena.goes_on(await lena.comes_to_the_end(), {**NASTY, "how": "named", "account": WORDS})
    assert shown.code
    assert (await the_case(office)).anonymous


async def test_with_names_only_nobody_is_asked_how_and_there_is_no_code(office: Office) -> None:
    office.with_organisation(with_settings(NAMED))
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    assert "how" not in {each.id for each in last.fields}
    assert (await lena.sends(last)).code == ""
    assert (await the_case(office)).reporter == "lena"


async def test_where_nothing_is_offered_whom_to_ring_is_shown(office: Office) -> None:
    office.with_organisation(with_settings(Anonymous()))
    lena = Learner(office)
    reply = await lena.does(WantedToTell(LENA))
    assert isinstance(reply, Said)
    assert reply.numbers
    for turn in (WantedToTell(LENA), WantedToComeBack(LENA), Answered(LENA, "c.x.y", "tell", {}, "")):
        assert isinstance(await lena.does(turn), Asked | Said)
        assert isinstance(lena.door.late(turn), Asked | Said)
    assert await every_case(office) == ()


async def test_a_form_that_is_none_of_ours_begins_again_with_what_was_entered(office: Office) -> None:
    lena = Learner(office)
    for draft in ("c.", "c.nonsense.danger=no", "c." + "x" * LONGEST, "c.AAAA"):
        for turn in (
            Answered(LENA, draft, "danger", {"danger": ("not_sure",)}, ""),
            WentBack(LENA, draft, "danger", {"danger": ("not_sure",)}),
        ):
            shown = await asked(lena.door, turn)
            assert shown.remark == wording_learner.BEGIN_AGAIN
            assert (shown.screen, shown.entered) == ("danger", {"danger": "not_sure"})


async def test_what_a_code_was_shown_with_must_be_ours(office: Office) -> None:
    lena = Learner(office)
    for draft in ("s.", "s.nonsense", "p.", "p.nonsense", "p.AQ", "k."):
        shown = await asked(lena.door, WantedToChange(LENA, draft, "saved", {}))
        assert shown.screen == "code"
    shown = await asked(lena.door, Answered(LENA, "s.nonsense", "saved", {}, ""))
    assert (shown.screen, shown.code) == ("code", "")


async def test_closing_a_form_says_that_nothing_is_kept(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    values: Mapping[str, tuple[str, ...]] = {"account": (WORDS,)}
    for turn in (Left(LENA, last.draft, last.screen, values, ""), Discarded(LENA, last.draft)):
        reply = await lena.does(turn)
        assert isinstance(reply, Said)
        assert reply.lines == (wording_learner.NOTHING_KEPT,)
        assert lena.door.late(turn) == reply
    assert await every_case(office) == ()


async def test_searching_in_a_form_finds_nothing(office: Office) -> None:
    reply = await Learner(office).does(Searched(LENA, "c.x.y", "tell", "account", "a"))
    assert reply == Found(())


async def test_while_the_form_rests_what_goes_on_is_shown(office: Office) -> None:
    at = Learner(office)
    last = await at.comes_to_the_end()
    for who in (ASHA, BEN):
        await office.does(WantedToPause(who))
    reply = await at.does(WantedToTell(LENA))
    assert isinstance(reply, Said)
    assert wording_learner.PAUSED in reply.lines
    assert reply.numbers
    assert {Way.REPORT, Way.HELP, Way.CHECK} <= set(reply.ways)
    refused = await at.sends(last)
    assert wording_learner.PAUSED in refused.remark
    assert refused.entered["account"]
    assert not refused.code


async def test_while_the_form_rests_danger_is_taken_and_nothing_begins_anew_by_a_trick(office: Office) -> None:
    at = Learner(office)
    in_danger = await at.comes_to_the_end(DANGER)
    for who in (ASHA, BEN):
        await office.does(WantedToPause(who))
    assert isinstance(await at.does(Answered(LENA, "c.", "danger", {"danger": ("no",)}, "")), Said)
    assert (await at.sends(in_danger)).code


async def test_when_it_cannot_be_known_whether_it_rests_the_form_is_shown(office: Office) -> None:
    lena = Learner(office)
    office.breaks()
    assert (await lena.begins()).screen == "danger"
    assert len(office.faults) == 1


async def test_what_is_late_is_shown_as_it_was_typed(office: Office) -> None:
    lena = Learner(office)
    late = lena.door.late(Answered(LENA, "k.", "code", {"code": ("a b c",)}, ""))
    assert isinstance(late, Asked)
    assert late.entered == {"code": "a b c"}
    for turn in (WantedToTell(LENA), WantedToComeBack(LENA)):
        shown = lena.door.late(turn)
        assert isinstance(shown, Asked)
        assert shown.fields
