"""Tests of how a form is drawn of which nothing is kept before it is sent, and what was written with a code."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import words
from bot.chat.doing import Do
from bot.slack import slack_words
from bot.slack.reading import metadata
from bot.slack.views import modal
from dialogs import wording_learner, wording_replies
from dialogs.alerts import Button, Press
from handlers.reply import Asked, Home, NotTaken, Said, Way, Written
from tests.bot.chat.replies import PLAIN, WORDS, screens
from tests.bot.slack.drawn import LONDON, as_sent, homes, modals, read, squeezed, wrong_with
from tests.bot.slack.telling import (
    CASE,
    CODE,
    DONE,
    HANDLING,
    LOOKED,
    OPENED,
    REPLYING,
    SHOWN,
    SIX_WORDS,
    STATE,
    TELLING,
)
from tests.fakes import canned
from tests.fakes.slack_json import Object, everything_in, object_of, objects_in, text_of
from tests.fakes.slack_views import buttons

THREADS = st.lists(st.builds(Written, st.booleans(), PLAIN, WORDS), max_size=6).map(tuple)
IDS = ("f0", "f1", "f2")
EVIL = "<!channel> <@U012AB3CD> *bold* https://evil.example/x <https://evil.example|click> :smile: `code` &amp;"


@pytest.mark.untraced
@settings(max_examples=30)
@given(screens(), THREADS, WORDS, st.frozensets(st.sampled_from(IDS)), st.sampled_from(("Send", "")))
def test_slack_takes_whatever_form_is_kept_nowhere_and_every_word_is_read(
    screen: Asked,
    thread: tuple[Written, ...],
    heading: str,
    compact: frozenset[str],
    submit: str,
) -> None:
    asked = replace(
        screen,
        draft=STATE,
        fields=screen.fields if submit else (),
        submit=submit,
        heading=heading,
        thread=thread,
        compact=compact,
        keeps=False,
    )
    views = modals(asked)
    assert [wrong for view in views for wrong in wrong_with(view)] == []
    shown = read(views)
    assert [each.text for each in thread if squeezed(each.text) not in shown] == []
    assert {metadata(view).draft for view in views} == {STATE}


def test_it_is_forgotten_when_it_is_closed_and_nothing_is_said_of_it_while_somebody_types() -> None:
    for asked in (TELLING, CODE, OPENED, SHOWN, DONE, REPLYING):
        (view,) = modals(asked)
        assert view["callback_id"] == "passing"
        assert "notify_on_close" not in view
        assert not any({"dispatch_action", "dispatch_action_config"} & each.keys() for each in everything_in(view))
        assert {Do.DISCARD, Do.RESUME}.isdisjoint(actions(view))
        assert squeezed(slack_words.YOU_CAN_STOP) not in read([view])


def test_it_says_that_nothing_is_kept_only_where_something_is_on_its_way() -> None:
    said = squeezed(wording_learner.NOTHING_KEPT)
    assert [said in read(modals(asked)) for asked in (TELLING, OPENED, REPLYING)] == [True, True, True]
    assert [said in read(modals(asked)) for asked in (CODE, SHOWN, DONE)] == [False, False, False]


def test_it_is_called_by_its_own_name_and_what_is_too_long_for_that_is_shortened() -> None:
    for heading, title in (
        (TELLING.heading, "Tell someone"),
        (wording_replies.REPLY_TITLE, "Write to whoever told us"),
    ):
        assert object_of(modals(replace(TELLING, heading=heading))[0]["title"])["text"] == title
    assert object_of(modals(replace(TELLING, heading="x" * 25))[0]["title"])["text"] == "x" * 23 + "…"
    assert object_of(modals(canned.DANGER)[0]["title"])["text"] == words.REPORT


def test_a_screen_that_is_not_counted_shows_no_progress() -> None:
    assert squeezed("Screen 5 of about 5") in read(modals(TELLING))
    assert "Screen" not in read(modals(CODE))


def test_what_cannot_be_answered_has_no_button_that_goes_on() -> None:
    (view,) = modals(DONE)
    assert "submit" not in view
    assert text_of(object_of(view["close"])["text"]) == words.CLOSE


def test_a_choice_is_drawn_as_a_drop_down_where_that_is_wanted_and_holds_what_was_chosen() -> None:
    (view,) = modals(TELLING)
    kinds = {each["action_id"]: each for each in everything_in(view) if "select" in text_of(each.get("type"))}
    assert list(kinds) == ["tile"]
    assert object_of(kinds["tile"]["initial_option"])["value"] == "hate"
    assert [each["action_id"] for each in everything_in(view) if each.get("type") == "radio_buttons"] == ["who"]


def test_a_code_is_a_heading_of_its_own_letter_by_letter() -> None:
    (view,) = modals(SHOWN)
    headings = [object_of(each["text"]) for each in objects_in(view["blocks"]) if each["type"] == "header"]
    assert headings[-1] == {"type": "plain_text", "text": SIX_WORDS, "emoji": False}


def test_what_was_written_is_quoted_and_whose_it_is_stands_outside_of_the_quotation() -> None:
    for asked, theirs in ((OPENED, "You wrote"), (REPLYING, "They wrote")):
        (view,) = modals(asked)
        blocks = [each for each in objects_in(view["blocks"]) if "wrote" in read([{"blocks": [each]}])]
        assert [read([{"blocks": [block]}]) for block in blocks] == [
            squeezed(f"{theirs}, 23 November They said they would share it."),
            squeezed("We wrote, 24 November Thank you for telling us."),
        ]
        parts = [text_of(part["type"]) for block in blocks for part in objects_in(block["elements"])]
        assert parts == ["rich_text_section", "rich_text_quote"] * 2


def test_what_somebody_wrote_stays_text() -> None:
    hostile = replace(OPENED, notices=(), thread=(Written(ours=False, day="today", text=EVIL),))
    for reply in (hostile, replace(CASE, numbers=(), thread=hostile.thread)):
        views = modals(reply)
        quoted = [each for view in views for each in everything_in(view) if each.get("text") == EVIL]
        assert [each["type"] for each in quoted] == ["text"]
        assert not any(each.get("type") in {"mrkdwn", "user", "link", "broadcast"} for each in quoted)
        assert not any(each.get("type") == "link" for view in views for each in everything_in(view))


@pytest.mark.parametrize("letters", ["word ", "<&>", "x"])
def test_a_long_thread_is_read_in_parts_and_answered_on_the_last(letters: str) -> None:
    text = (letters * 2_000)[:2_000]
    thread = tuple(Written(ours=bool(place % 2), day=f"day {place:02}", text=f"{place} {text}") for place in range(40))
    views = modals(replace(OPENED, thread=thread))
    assert len(views) > 1
    assert [wrong for view in views for wrong in wrong_with(view)] == []
    assert [("submit" in view) for view in views] == [False] * (len(views) - 1) + [True]
    for place, each in enumerate(thread):
        said = squeezed(words.wrote(each.day, ours=each.ours, staff=False))
        (where,) = [view for view in views if said in read([view])]
        assert squeezed(f"{place} {text[:500]}") in read([where]), "whose words they are stands beside them"
        assert squeezed(each.text) in read(views)


def test_a_form_that_is_shown_again_holds_what_is_meant_to_stand_there_and_not_what_was_sent() -> None:
    first, again = (
        {text_of(each["block_id"]) for each in everything_in(view) if each.get("type") == "input"}
        for view in (*modals(OPENED), *modals(OPENED))
    )
    assert first.isdisjoint(again)


def test_a_case_shows_what_was_written_before_whom_to_ring() -> None:
    shown = read(modals(CASE))
    order = [shown.index(squeezed(each)) for each in (words.THREAD, "They wrote", "We wrote", words.CHRONOLOGY)]
    assert order == sorted(order)
    assert squeezed(words.THREAD) not in read(modals(canned.CASE))


def test_taking_nothing_more_from_a_code_asks_again_first() -> None:
    (button,) = [each for _, each in buttons(modals(CASE)[0]) if each["action_id"] == Do.NO_MORE]
    assert (button["value"], "confirm" in button) == ("c1", True)


@pytest.mark.parametrize("press", [Press.PAUSE, Press.TELL, Press.CHECK])
def test_a_button_that_is_about_nothing_still_has_a_value(press: Press) -> None:
    (view,) = homes(replace(canned.HOME, buttons=(Button(press, "Label", ""),), cases=(), drafts=()))
    assert wrong_with(view) == ()
    shown = [each for _, each in buttons(view) if object_of(each["text"])["text"] == "Label"]
    assert [(each["action_id"], each["value"]) for each in shown] == [(press.value, press.value)]


def test_the_ways_for_somebody_to_whom_something_happened_stand_first_on_the_home_tab() -> None:
    (view,) = homes(Home((), (), (), handles=False, numbers=(canned.EMERGENCY,)))
    rows = [[text_of(each["action_id"]) for each in _buttons(block)] for block in objects_in(view["blocks"])]
    assert [row for row in rows if row] == [[Do.TELL, Do.HELP, Do.CHECK], [Do.ASK, Do.REPORT]]
    styles = {text_of(each["action_id"]): each.get("style") for _, each in buttons(view)}
    assert styles == {Do.TELL: "primary", Do.HELP: "danger", Do.CHECK: None, Do.ASK: None, Do.REPORT: "primary"}


def test_who_handles_cases_can_pause_the_form() -> None:
    assert Do.PAUSE in [text_of(each["action_id"]) for view in homes(HANDLING) for _, each in buttons(view)]


def test_a_short_answer_about_a_reply_leads_back_to_its_case() -> None:
    (view,) = modals(Said("Not saved", (), (), (), resume="r.c1"))
    assert [(each["action_id"], each["value"]) for _, each in buttons(view)] == [(Do.OPEN, "c1")]


@pytest.mark.parametrize(
    ("state", "way"), [(STATE, Way.TELL), (LOOKED, Way.CHECK), ("s.t", Way.CHECK), ("k.", Way.CHECK)]
)
def test_a_short_answer_leads_back_to_where_such_a_form_begins_and_does_not_carry_it(state: str, way: Way) -> None:
    for reply in (
        Said("Sorry", (), (), (Way.TELL, Way.HELP), resume=state),
        NotTaken(state, "Not taken", ("Nobody here may read it.",), (), "My words"),
    ):
        (view,) = modals(reply)
        assert actions(view)[0] == way.value
        assert actions(view).count(way.value) == 1
        assert Do.RESUME not in actions(view)
        assert state not in str(view)


def test_the_longest_state_fits_with_everything_else_that_a_view_carries() -> None:
    asked = replace(TELLING, told="a-person-key," * 90, version="v" * 64, notices=())
    assert len(STATE) == 400
    assert len(text_of(as_sent(modal(asked, zone=LONDON))["private_metadata"])) <= 3_000


def title(asked: Asked) -> str:
    return text_of(object_of(modals(asked)[0]["title"])["text"])


def _buttons(block: Object) -> list[Object]:
    return [each for each in everything_in(block) if each.get("type") == "button"]


def actions(view: Object) -> list[str]:
    return [text_of(button["action_id"]) for _, button in buttons(view)]
