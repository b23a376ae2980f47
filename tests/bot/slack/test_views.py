"""Tests of how replies are drawn as modals and as the App Home tab."""

from dataclasses import replace

import pytest
from hypothesis import given

from bot.chat.carried import Carried
from bot.chat.doing import Do
from bot.slack.fields import block_id
from bot.slack.reading import metadata
from bot.slack.views import errors, modal
from dialogs import wording
from dialogs.forms import Option
from handlers.reply import Asked, CaseLine, Found, Home, NoSuchCase, Reply, ReviewLine, Said, Waiting, Way
from tests.bot.chat.listings import FULL
from tests.bot.chat.replies import HOMES, REPLIES, screens, words_of
from tests.bot.slack.drawn import LONDON, as_sent, homes, modals, read, squeezed, wrong_with
from tests.fakes import canned, canned_guided
from tests.fakes.slack_json import Object, everything_in, objects_in, text_of
from tests.fakes.slack_views import buttons

EVERY_WAY = [Do.TELL, Do.HELP, Do.CHECK, Do.ASK, Do.REPORT]
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
def test_slack_takes_whatever_is_shown_and_every_word_is_read_and_does_nothing(reply: Reply) -> None:
    views = modals(reply)
    assert [wrong for view in views for wrong in wrong_with(view)] == []
    shown = read(views)
    assert [text for text in words_of(_without_searched(reply, views)) if squeezed(text) not in shown] == []


@pytest.mark.untraced
@given(HOMES)
def test_slack_takes_whatever_stands_on_the_home_tab_and_every_word_is_read(reply: Home) -> None:
    views = homes(reply)
    assert [wrong for view in views for wrong in wrong_with(view)] == []
    shown = read(views)
    assert [text for text in words_of(reply) if squeezed(text) not in shown] == []


def _without_searched(reply: Reply, views: list[Object]) -> Reply:
    """Without the fields whose options are found by typing."""
    if not isinstance(reply, Asked):
        return reply
    searched = {
        each.get("action_id")
        for view in views
        for each in everything_in(view)
        if text_of(each.get("type")).endswith("external_select")
    }
    return replace(reply, fields=tuple(field for field in reply.fields if field.id not in searched))


@pytest.mark.untraced
@given(screens())
def test_a_screen_is_answered_on_its_last_part_and_nowhere_else(asked: Asked) -> None:
    *earlier, last = modals(asked)
    assert "submit" in last
    assert (Do.DISCARD in actions(last)) is asked.can_go_back, "nothing is kept before the first answer"
    for view in earlier:
        assert "submit" not in view
        assert "input" not in kinds(view)
        assert view["callback_id"] == "screen"
        assert "page:next" in actions(view)


@pytest.mark.parametrize("kind", KINDS)
def test_each_view_says_what_kind_of_thing_it_shows(kind: str) -> None:
    assert metadata(modal(KINDS[kind], zone=LONDON)).kind == kind


def test_a_screen_carries_where_its_answer_belongs() -> None:
    assert metadata(modal(canned.DANGER, zone=LONDON)) == Carried("screen", "d1", "safety", "told-1")


def test_a_screen_tells_when_it_is_closed_and_a_thing_to_read_does_not() -> None:
    assert modal(canned.DANGER, zone=LONDON)["notify_on_close"] is True
    assert "notify_on_close" not in modal(canned.SAID, zone=LONDON)


def test_numbers_come_before_the_fields() -> None:
    (view,) = modals(canned.DANGER)
    order = [text_of(block["type"]) for block in objects_in(view["blocks"])]
    assert order[:3] == ["context", "rich_text", "input"]
    assert "999" in read([{"blocks": [objects_in(view["blocks"])[1]]}])


def test_a_heading_stands_above_the_fields_unless_it_is_the_one_question() -> None:
    (same,) = modals(canned.DANGER)
    assert "header" not in kinds(same)
    (other,) = modals(replace(canned.DANGER, title="First, is everybody safe?"))
    assert "header" in kinds(other)


def test_only_https_leads_anywhere_and_no_number_is_a_link() -> None:
    (view,) = modals(canned.RECEIVED)
    links = [each["url"] for each in everything_in(view) if each.get("type") == "link"]
    assert links == ["https://stoke.example"]


def test_back_is_offered_where_one_can_go_back() -> None:
    assert Do.BACK not in actions(modals(canned.DANGER)[0])
    assert Do.BACK in actions(modals(canned.ABOUT)[0])


def test_every_answer_of_the_review_can_be_changed() -> None:
    (view,) = modals(canned.REVIEW)
    changes = [button["value"] for _, button in buttons(view) if button["action_id"] == Do.CHANGE]
    assert changes == ["safety", "about", "about", "more"]


def test_a_short_answer_of_the_review_stands_in_one_block_with_its_question_and_a_long_one_is_quoted() -> None:
    review = (
        ReviewLine("who", "Who is it about?", "Mia Example"),
        ReviewLine("what", "What happened?", "She\nsaid so"),
    )
    (view,) = modals(replace(canned.REVIEW, review=review))
    together = "Who is it about?\nMia Example"
    assert [each for each in everything_in(view) if each.get("text") == together]
    quotes = [each["elements"] for each in everything_in(view) if each.get("type") == "rich_text_quote"]
    assert quotes == [[{"type": "text", "text": "She\nsaid so"}]]


def test_a_long_review_is_read_to_its_end_and_sent_from_there() -> None:
    review = tuple(ReviewLine(f"s{place}", f"Question {place}?", f"answer {place} " * 60) for place in range(120))
    views = modals(replace(canned.REVIEW, review=review))
    assert len(views) > 2
    assert [wrong for view in views for wrong in wrong_with(view)] == []
    changes = [button["value"] for view in views for _, button in buttons(view) if button["action_id"] == Do.CHANGE]
    assert changes == [line.screen for line in review]
    assert all(squeezed(line.answer) in read(views) for line in review)


def test_throwing_away_asks_again_first() -> None:
    discard = next(button for _, button in buttons(modals(canned.ABOUT)[0]) if button["action_id"] == Do.DISCARD)
    assert (discard["value"], "confirm" in discard) == ("d1", True)


def test_a_short_answer_about_a_case_leads_to_it() -> None:
    view = as_sent(modal(canned.SAID, zone=LONDON, about="c1"))
    opened = [button["value"] for _, button in buttons(view) if button["action_id"] == Do.OPEN]
    assert (opened, metadata(view).case) == (["c1"], "c1")


def test_a_short_answer_offers_its_ways_on() -> None:
    (view,) = modals(Said("Sorry", (), (), tuple(Way)))
    assert actions(view) == EVERY_WAY


def test_a_short_answer_about_a_draft_leads_back_to_it_first() -> None:
    (view,) = modals(Said("Sorry", (), (), tuple(Way), resume="d1"))
    assert actions(view) == [Do.RESUME, *EVERY_WAY]
    resumed, *others = [button for _, button in buttons(view)]
    assert (resumed["value"], resumed["style"]) == ("d1", "primary")
    assert all(other.get("style") != "primary" for other in others)


def test_a_screen_carries_the_version_that_it_was_shown_with() -> None:
    assert [metadata(view).version for view in modals(replace(canned.ABOUT, version="v7"))] == ["v7"]


def test_a_case_can_be_taken_before_it_is_read() -> None:
    view = modals(canned.CASE)[0]
    assert [text_of(block["type"]) for block in objects_in(view["blocks"])][:2] == ["header", "actions"]
    assert actions(view)[:3] == [Do.ACKNOWLEDGE, Do.OPEN, Do.CANNOT_TAKE]


def test_the_policys_words_are_quoted_and_what_is_wrong_with_them_stands_below() -> None:
    text = "".join(map(read, ([view] for view in modals(canned.CASE))))
    words = [
        squeezed(each) for each in ("Advise the learner not to respond", "out of date here", "Use its new address.")
    ]
    assert sorted(words, key=text.index) == words
    quotes = [
        each["elements"] for each in everything_in(modals(canned.CASE)[0]) if each.get("type") == "rich_text_quote"
    ]
    assert [{"type": "text", "text": "Advise the learner not to respond"}] in quotes


def test_the_chronology_is_told_in_local_time() -> None:
    summer = canned.NOON.replace(month=7)
    case = replace(canned.CASE, chronology=(replace(canned.CASE.chronology[0], at=summer),))
    assert squeezed("13:00 on Friday 24 July") in read(modals(case))


def test_cases_stand_under_how_they_wait_most_pressing_first() -> None:
    cases = tuple(CaseLine(f"c{each}", f"label {each}", "", each) for each in reversed(Waiting))
    text = read(homes(replace(canned.HOME, cases=cases)))
    order = [squeezed(f"label {each}") for each in Waiting]
    assert sorted(order, key=text.index) == order


def test_an_empty_home_says_so_kindly_and_still_opens_every_way() -> None:
    (view,) = homes(Home((), (), (), handles=True, numbers=()))
    assert actions(view) == EVERY_WAY
    assert squeezed("There are no cases for you.") in read([view])


def test_somebody_who_handles_no_cases_reads_nothing_of_cases() -> None:
    assert "cases" not in read(homes(Home((), (), (), handles=False, numbers=()))).lower()


@pytest.mark.untraced
def test_a_part_that_is_not_there_is_the_nearest_one() -> None:
    long = replace(canned.CASE, chronology=canned.CASE.chronology * 1_200)
    parts = modals(long)
    assert len(parts) > 2
    assert metadata(modal(long, zone=LONDON, page=10_000)).page == len(parts) - 1
    assert metadata(modal(long, zone=LONDON, page=-1)).page == 0
    assert [action for action in actions(parts[1]) if action.startswith("page")] == ["page:previous", "page:next"]


def test_what_is_wrong_stands_at_its_field_and_the_rest_at_the_first() -> None:
    assert errors(canned.WRONG, places(canned.WRONG)) == {
        "about.kinds": "Choose at least one. Read it again.",
        "about.account": "Write a line about what happened.",
    }


def test_what_is_wrong_with_no_field_is_not_lost() -> None:
    asked = replace(canned.REVIEW, problems={"": "Read it again."})
    assert errors(asked, places(asked)) == {}
    assert squeezed("Read it again.") in read(modals(asked))


def test_what_a_search_found_is_no_view() -> None:
    with pytest.raises(TypeError):
        modal(Found((Option("a", "A"),)), zone=LONDON)


def test_a_case_that_may_not_be_known_says_the_bots_own_words() -> None:
    assert squeezed(wording.NO_SUCH_CASE) in read(modals(NoSuchCase()))


def places(asked: Asked) -> dict[str, str]:
    return {field.id: block_id(asked.screen, field.id) for field in asked.fields}


def actions(view: Object) -> list[str]:
    return [text_of(button["action_id"]) for _, button in buttons(view)]


def kinds(view: Object) -> set[str]:
    return {text_of(each.get("type")) for each in everything_in(view)}
