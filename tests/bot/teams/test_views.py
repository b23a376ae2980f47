"""Tests of how replies are drawn as dialogs."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from bot.chat.carried import Carried
from bot.chat.doing import Do
from bot.teams import ids
from bot.teams.views import dialog, found
from dialogs import wording
from dialogs.forms import Option
from handlers.reply import Asked, CaseLine, Found, Home, NoSuchCase, Reply, ReviewLine, Said, Waiting, Way
from tests.bot.chat.listings import FULL
from tests.bot.chat.replies import REPLIES, screens, words_of
from tests.bot.teams.drawn import (
    LONDON,
    as_sent,
    buttons,
    carried,
    dialogs,
    doings,
    done,
    inputs,
    kinds,
    read,
    squeezed,
    wrong_with,
)
from tests.fakes import canned, canned_guided
from tests.fakes.slack_json import Object, everything_in, object_of, objects_in, text_of

WAYS = [Do.TELL, Do.HELP, Do.CHECK, Do.ASK, Do.REPORT]
KINDS: dict[str, Reply] = {
    "screen": canned.DANGER,
    "received": canned.RECEIVED,
    "not taken": canned.NOT_TAKEN,
    "said": canned.SAID,
    "home": canned.HOME,
    "case": canned.CASE,
    "no such case": NoSuchCase(),
    "guided": canned_guided.SURE,
    "listing": FULL,
}


@pytest.mark.untraced
@given(REPLIES)
def test_teams_takes_whatever_is_shown_and_every_word_is_read_and_does_nothing(reply: Reply) -> None:
    # Somebody who has to look at a field again is led to it, and to the other parts from there.
    seen = [dialogs(reply), *([dialogs(replace(reply, problems={}))] if isinstance(reply, Asked) else [])]
    assert [wrong for cards in seen for card in cards for wrong in wrong_with(card)] == []
    shown = "".join(map(read, seen))
    assert [text for text in words_of(_without_searched(reply, seen[0])) if squeezed(text) not in shown] == []


def _without_searched(reply: Reply, cards: list[Object]) -> Reply:
    """Without the fields whose options are found by typing."""
    if not isinstance(reply, Asked):
        return reply
    searched = {name.removeprefix(ids.SEARCH) for card in cards for name in inputs(card) if name.startswith(ids.SEARCH)}
    return replace(reply, fields=tuple(field for field in reply.fields if field.id not in searched))


@pytest.mark.untraced
@given(screens())
def test_a_screen_is_answered_on_its_last_part_and_nowhere_else(asked: Asked) -> None:
    *earlier, last = dialogs(replace(asked, problems={}))
    assert doings(last).count(ids.ANSWER) == 1
    assert (Do.DISCARD in doings(last)) is asked.can_go_back, "nothing is kept before the first answer"
    assert (ids.KEEP in doings(last)) is asked.can_go_back
    for card in earlier:
        assert inputs(card) == {}
        assert not {ids.ANSWER, ids.KEEP, Do.DISCARD} & set(doings(card))
        assert Do.PAGE in doings(card)
        assert carried(card).kind == "screen"


@pytest.mark.parametrize("kind", KINDS)
def test_each_dialog_says_what_kind_of_thing_it_shows(kind: str) -> None:
    (card,) = dialogs(KINDS[kind])
    assert {carried(card, do).kind for do in doings(card)} == {kind}


@pytest.mark.parametrize("kind", KINDS)
def test_a_dialog_takes_the_width_that_there_is(kind: str) -> None:
    assert object_of(dialog(KINDS[kind], zone=LONDON)["msteams"]) == {"width": "full"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_only_read_can_be_closed(kind: str) -> None:
    (card,) = dialogs(KINDS[kind])
    assert (ids.CLOSE in doings(card)) is (kind != "screen")


def test_a_screen_carries_where_its_answer_belongs() -> None:
    (card,) = dialogs(replace(canned.ABOUT, version="v7"))
    assert carried(card, ids.ANSWER) == Carried("screen", "d1", "about", "told-2", version="v7")
    assert carried(card, ids.KEEP) == carried(card, ids.ANSWER)


def test_the_numbers_come_before_the_fields_on_a_ground_of_their_own() -> None:
    (card,) = dialogs(canned.DANGER)
    assert kinds(card)[:3] == ["RichTextBlock", "Container", "Input.ChoiceSet"]
    notice = objects_in(card["body"])[1]
    assert notice["style"] == "warning"
    assert "Important.Ifanyoneisindanger" in read([{"body": [notice]}])
    bold = [text_of(each["text"]) for each in everything_in(notice) if each.get("weight") == "bolder"]
    assert bold[-1] == "999"


def test_a_heading_stands_above_the_fields_unless_it_is_the_one_question() -> None:
    (same,) = dialogs(canned.DANGER)
    assert "TextBlock" not in kinds(same)
    (other,) = dialogs(replace(canned.DANGER, title="First, is everybody safe?"))
    assert objects_in(other["body"])[0]["style"] == "heading"


def test_a_title_that_could_be_read_as_marks_is_bold_words_instead() -> None:
    (card,) = dialogs(Said("*Not* [here](https://evil.example)", ()))
    (title,) = objects_in(card["body"])
    assert title["type"] == "RichTextBlock"


def test_only_https_leads_anywhere_and_no_number_is_a_link() -> None:
    (card,) = dialogs(canned.RECEIVED)
    assert [each["url"] for each in everything_in(card) if "url" in each] == ["https://stoke.example"]


def test_back_is_offered_where_one_can_go_back() -> None:
    assert Do.BACK not in doings(dialogs(canned.DANGER)[0])
    assert Do.BACK in doings(dialogs(canned.ABOUT)[0])


def test_every_answer_of_the_review_can_be_changed() -> None:
    (card,) = dialogs(canned.REVIEW)
    changes = [value for do, value in map(done, buttons(card)) if do == Do.CHANGE]
    assert changes == ["safety", "about", "about", "more"]


def test_a_button_that_stands_there_often_says_what_it_is_about_to_those_who_only_hear_it() -> None:
    (card,) = dialogs(canned.REVIEW)
    changes = [each["tooltip"] for each in buttons(card) if done(each)[0] == Do.CHANGE]
    assert changes[0] == "Change: Is anyone in danger right now?"


def test_somebodys_words_in_several_lines_stand_on_a_ground_of_their_own() -> None:
    for reply in (canned.REVIEW, canned.CASE):
        (card,) = dialogs(reply)
        quotes = [read([{"body": each["items"]}]) for each in everything_in(card) if each.get("style") == "emphasis"]
        assert squeezed('He said "don\'t tell".\n\nThen he left.') in quotes


def test_a_long_review_is_read_to_its_end_and_sent_from_there() -> None:
    review = tuple(ReviewLine(f"s{place}", f"Question {place}?", f"answer {place} " * 60) for place in range(120))
    cards = dialogs(replace(canned.REVIEW, review=review))
    assert len(cards) > 2
    assert [wrong for card in cards for wrong in wrong_with(card)] == []
    changes = [value for card in cards for do, value in map(done, buttons(card)) if do == Do.CHANGE]
    assert changes == [line.screen for line in review]
    assert all(squeezed(line.answer) in read(cards) for line in review)


def test_throwing_away_asks_again_first() -> None:
    (card,) = dialogs(canned.ABOUT)
    asks = [each for each in objects_in(card["actions"]) if each["type"] == "Action.ShowCard"]
    assert [done(each) for each in buttons(object_of(asks[0]["card"]))] == [(Do.DISCARD, "d1")]
    shown = [done(each)[0] for each in objects_in(card["actions"]) if each["type"] == "Action.Submit"]
    assert Do.DISCARD not in shown


def test_a_short_answer_about_a_case_leads_to_it() -> None:
    card = as_sent(dialog(canned.SAID, zone=LONDON, about="c1"))
    assert [value for do, value in map(done, buttons(card)) if do == Do.OPEN] == ["c1"]
    assert carried(card).case == "c1"


def test_what_was_received_carries_its_draft() -> None:
    assert carried(as_sent(dialog(canned.RECEIVED, zone=LONDON, about="d1"))).draft == "d1"


def test_a_short_answer_offers_its_ways_on() -> None:
    (card,) = dialogs(Said("Sorry", (), (), tuple(Way)))
    assert doings(card) == [*WAYS, ids.CLOSE]


def test_a_short_answer_about_a_draft_leads_back_to_it_first() -> None:
    (card,) = dialogs(Said("Sorry", (), (), tuple(Way), resume="d1"))
    assert doings(card) == [Do.RESUME, *WAYS, ids.CLOSE]
    resumed, *others = buttons(card)
    assert (done(resumed)[1], resumed["style"]) == ("d1", "positive")
    assert all(other.get("style") != "positive" for other in others)


def test_no_button_of_a_dialog_opens_another() -> None:
    for reply in KINDS.values():
        (card,) = dialogs(reply)
        assert all("msteams" not in object_of(each["data"]) for each in buttons(card))
        assert all(each["type"] == "Action.Submit" for each in buttons(card))


def test_a_case_can_be_taken_before_it_is_read() -> None:
    card = dialogs(canned.CASE)[0]
    assert kinds(card)[:2] == ["TextBlock", "ActionSet"]
    assert doings(card)[:3] == [Do.ACKNOWLEDGE, Do.OPEN, Do.CANNOT_TAKE]


def test_the_policys_words_are_quoted_and_what_is_wrong_with_them_stands_below() -> None:
    (card,) = dialogs(canned.CASE)
    text = read([card])
    words = ["Advise the learner not to respond", "out of date here", "Use its new address."]
    assert sorted(words, key=lambda each: text.index(squeezed(each))) == words
    quotes = [read([{"body": each["items"]}]) for each in everything_in(card) if each.get("style") == "emphasis"]
    assert squeezed(words[0]) in quotes


def test_the_chronology_is_told_in_local_time() -> None:
    summer = canned.NOON.replace(month=7)
    case = replace(canned.CASE, chronology=(replace(canned.CASE.chronology[0], at=summer),))
    assert squeezed("13:00 on Friday 24 July") in read(dialogs(case))


def test_cases_stand_under_how_they_wait_most_pressing_first() -> None:
    cases = tuple(CaseLine(f"c{each}", f"label {each}", "", each) for each in reversed(Waiting))
    text = read(dialogs(replace(canned.HOME, cases=cases)))
    order = [squeezed(f"label {each}") for each in Waiting]
    assert sorted(order, key=text.index) == order


def test_an_empty_home_says_so_kindly_and_still_opens_every_way() -> None:
    (card,) = dialogs(Home((), (), (), handles=True, numbers=()))
    assert doings(card) == [*WAYS, ids.CLOSE]
    assert squeezed("There are no cases for you.") in read([card])


def test_somebody_who_handles_no_cases_reads_nothing_of_cases() -> None:
    assert "cases" not in read(dialogs(Home((), (), (), handles=False, numbers=()))).lower()


@pytest.mark.untraced
def test_a_part_that_is_not_there_is_the_nearest_one() -> None:
    long = replace(canned.CASE, chronology=canned.CASE.chronology * 1_200)
    parts = dialogs(long)
    assert len(parts) > 2
    assert carried(as_sent(dialog(long, zone=LONDON, page=10_000))).page == len(parts) - 1
    assert carried(as_sent(dialog(long, zone=LONDON, page=-1))).page == 0
    assert [value for do, value in map(done, buttons(parts[1])) if do == Do.PAGE] == ["2", "0"]


def test_what_is_wrong_stands_right_above_its_field_and_is_announced_at_the_top() -> None:
    (card,) = dialogs(canned.WRONG)
    first, *body = objects_in(card["body"])
    assert (first["style"], read([{"body": [first]}])) == (
        "attention",
        squeezed("Something needs another look Read it again."),
    )
    above = {text_of(field["id"]): read([{"body": [before]}]) for before, field in pairwise(body) if "id" in field}
    assert above["f.kinds"] == squeezed("Choose at least one.")
    assert above["f.account"] == squeezed("Write a line about what happened.")


def test_somebody_who_has_to_look_at_a_field_again_sees_it_at_once_however_long_the_screen_is() -> None:
    long = replace(canned.WRONG, notices=canned.DANGER.notices * 400)
    assert len(dialogs(replace(long, problems={}))) > 2
    card = as_sent(dialog(long, zone=LONDON))
    assert "f.kinds" in inputs(card)
    assert squeezed("Something needs another look") in read([card])


def test_what_is_wrong_with_no_field_is_not_lost() -> None:
    assert squeezed("Read it again.") in read(dialogs(replace(canned.REVIEW, problems={"": "Read it again."})))


def test_what_was_not_taken_can_be_copied_and_is_not_sent_back() -> None:
    (card,) = dialogs(canned.NOT_TAKEN)
    assert [each["value"] for each in inputs(card).values()] == [canned.NOT_TAKEN.copy]
    assert all(each["associatedInputs"] == "None" for each in buttons(card))


def test_what_was_found_by_a_search_is_no_dialog_of_its_own() -> None:
    with pytest.raises(TypeError):
        dialog(Found((Option("a", "A"),)), zone=LONDON)


def test_a_search_is_answered_with_the_screen_it_was_made_on() -> None:
    card = as_sent(found(canned.ABOUT, "learner", Found(())))
    assert carried(card, ids.ANSWER).screen == "about"


def test_a_case_that_may_not_be_known_says_the_bots_own_words() -> None:
    assert squeezed(wording.NO_SUCH_CASE) in read(dialogs(NoSuchCase()))


def test_the_first_screen_promises_to_keep_nothing_and_the_others_say_how() -> None:
    assert "Keepandclose" not in read(dialogs(canned.DANGER))
    assert "Keepandclose" in read(dialogs(canned.ABOUT))
    assert squeezed("Nothing has been sent yet.") not in read(dialogs(canned.REVIEW)), "a first line has been"
