"""Tests of how an answer to a question is drawn, as a modal and as a message: the policy's words whole, or left off."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.doing import Do
from bot.slack import guided, limits, slack_words
from bot.slack.reading import metadata
from bot.slack.talk import too_late
from bot.slack.views import modal
from dialogs import wording_guidance
from dialogs.alerts import Button, Press
from handlers.quoting import ErratumShown, Noted, QuoteShown
from handlers.reply import Guided, Number, Way
from tests.bot.chat.answers import Known, of_passages
from tests.bot.chat.replies import BUTTONS, PLAIN, WAYS, WORDS, words_of
from tests.bot.slack.drawn import LONDON, as_sent, modals, read, squeezed, wrong_with
from tests.fakes import canned, slack_checks
from tests.fakes.slack_json import Object, everything_in, text_of
from tests.fakes.slack_views import buttons
from tests.handlers.office import EXAMPLE, POLICY

MARKS = "<!channel> *bold* <https://evil.example|click> :smile: `code` &amp;"
STEP_2 = Noted("Step 2", ErratumShown("The number is another's.", "Ring the one below.", "Checked in May 2026."))
PROCEDURE = QuoteShown(
    place=("Appendix", "Procedure A"),
    lead="A learner receives a message:",
    text="Procedure A, where a message was received",
    items=("Advise the learner not to respond", f"Ring 01632 960000 {MARKS}", "Inform the coordinator"),
    siblings=(),
    notes=(STEP_2,),
    plain="Don't answer it. Tell us.",
    ordered=True,
)
RULE = QuoteShown(
    place=("Use of images",),
    lead="Learners must not:",
    text="take pictures of others without permission",
    items=(),
    siblings=("share pictures of staff", "alter pictures"),
    notes=(),
    plain="",
    ordered=False,
)
SURE = Guided("What the policy says", "", (), (), (RULE,), ("Asha can say more.",), (Way.ASK, Way.HELP, Way.REPORT))
CLOSEST = replace(SURE, title="The closest", lines=("I am not sure.",), quotes=(RULE, PROCEDURE, RULE))
TROUBLE = Guided(
    title="You do not have to be alone with this",
    urgent="If you or someone else could get hurt, ring 999 now.",
    numbers=(canned.EMERGENCY, canned.TEXT_LINE),
    lines=("Tell someone: a person here will read it.",),
    quotes=(),
    after=("I'm a bot.",),
    ways=(Way.TELL, Way.HELP, Way.REPORT),
)
SILENT = Guided("The policy does not say", "", (), ("I found nothing.",), (), ("I'm a bot.",), (Way.ASK, Way.HELP))
SORTS = {
    "alone": SURE,
    "closest": CLOSEST,
    "procedure": replace(SURE, quotes=(PROCEDURE,)),
    "trouble": TROUBLE,
    "silent": SILENT,
    "with a panel": replace(SURE, urgent=TROUBLE.urgent, numbers=TROUBLE.numbers),
}
QUOTES = st.builds(
    QuoteShown,
    st.lists(PLAIN, min_size=1, max_size=3).map(tuple),
    WORDS,
    WORDS,
    st.lists(WORDS, max_size=8).map(tuple),
    st.lists(WORDS, max_size=12).map(tuple),
    st.lists(st.builds(Noted, PLAIN, st.builds(ErratumShown, WORDS, WORDS, WORDS)), max_size=3).map(tuple),
    WORDS,
    ordered=st.booleans(),
)
LINES = st.lists(PLAIN, max_size=4).map(tuple)
URGENT = st.sampled_from(("", TROUBLE.urgent))
FEW = st.lists(st.builds(Number, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, st.just(""), PLAIN), max_size=9).map(tuple)
GUIDED = st.builds(Guided, PLAIN, URGENT, FEW, LINES, st.lists(QUOTES, max_size=3).map(tuple), LINES, WAYS, BUTTONS)


def wrong_with_message(sent: Object) -> tuple[str, ...]:
    """What Slack would not take of a message, or would be against our own rules."""
    return (*slack_checks.of_message(sent), *slack_checks.house_rules(sent))


def in_order(text: str, *several: str) -> bool:
    """Whether these are all there, each after the one before."""
    places = [text.find(squeezed(each)) for each in several]
    return -1 not in places and places == sorted(places)


@pytest.mark.untraced
@settings(max_examples=40)
@given(GUIDED)
def test_slack_takes_whatever_is_answered_and_a_quotation_is_whole_or_named_as_left_off(reply: Guided) -> None:
    views, sent = modals(reply), as_sent(guided.message(reply))
    assert [wrong for view in views for wrong in wrong_with(view)] == []
    assert wrong_with_message(sent) == ()
    for shown in (read(views), read([sent])):
        whole = replace(reply, quotes=())
        assert [text for text in words_of(whole) if squeezed(text) not in shown] == []
        for each in reply.quotes:
            left = squeezed(slack_words.left_off(guided.TO.join(each.place))) in shown
            assert left or all(squeezed(text) in shown for text in words_of(replace(each, place=())))


@pytest.mark.parametrize("sort", SORTS)
def test_each_sort_of_answer_is_one_view_and_one_message_with_every_word(sort: str) -> None:
    reply = SORTS[sort]
    (view,) = modals(reply)
    sent = as_sent(guided.message(reply))
    assert (wrong_with(view), wrong_with_message(sent)) == ((), ())
    for shown in (view, sent):
        assert [text for text in words_of(reply) if squeezed(text) not in read([shown])] == []
        assert {text_of(each["action_id"]) for _, each in buttons(shown)} == set(reply.ways)
    assert (metadata(view).kind, "submit" in view) == ("guided", False)


@pytest.mark.untraced
def test_every_passage_of_the_policy_is_shown_whole() -> None:
    for reply in of_passages(Known(POLICY, EXAMPLE)):
        for each in (*modals(reply), as_sent(guided.message(reply))):
            assert [text for text in words_of(reply.quotes) if squeezed(text) not in read([each])] == []


def test_whom_to_ring_stands_above_everything_in_trouble() -> None:
    for shown in (*modals(TROUBLE), as_sent(guided.message(TROUBLE))):
        assert in_order(read([shown]), TROUBLE.urgent, "999", "HELLO", TROUBLE.title, *TROUBLE.lines, *TROUBLE.after)
    assert modals(TROUBLE)[0]["title"] == {"type": "plain_text", "text": "E-safety", "emoji": False}


def test_a_quotation_stands_below_its_place_and_what_is_wrong_with_it_directly_below() -> None:
    (view,) = modals(SORTS["procedure"])
    erratum = STEP_2.erratum
    assert in_order(
        read([view]),
        SURE.title,
        "Appendix > Procedure A",
        PROCEDURE.lead,
        PROCEDURE.text,
        *(f"{number}. {item}" for number, item in enumerate(PROCEDURE.items, 1)),
        wording_guidance.WRONG,
        f"Step 2: {erratum.problem}",
        wording_guidance.INSTEAD,
        f"{erratum.instead} {erratum.checked}",
        wording_guidance.PLAIN,
        PROCEDURE.plain,
        *SURE.after,
    )


def test_the_policys_words_are_a_quotation_in_which_nothing_is_a_mark() -> None:
    (view,) = modals(SORTS["procedure"])
    (quoted,) = [each["elements"] for each in everything_in(view) if each.get("type") == "rich_text_quote"]
    items = "\n".join(f"{number}. {item}" for number, item in enumerate(PROCEDURE.items, 1))
    assert quoted == [{"type": "text", "text": f"{PROCEDURE.text}\n{items}"}]
    assert not [each for each in everything_in(view) if each.get("type") in {"mrkdwn", "link"}]


def test_the_rest_of_a_list_stands_small_below_the_item() -> None:
    (view,) = modals(SURE)
    assert in_order(read([view]), RULE.text, wording_guidance.SAME_LIST, *(f"• {each}" for each in RULE.siblings))
    small = "".join(read([{"blocks": [block]}]) for block in everything_in(view) if block.get("type") == "context")
    assert squeezed(RULE.siblings[1]) in small
    assert squeezed(RULE.text) not in small


def test_what_is_read_out_of_a_message_is_what_it_shows() -> None:
    said = text_of(guided.message(CLOSEST)["text"])
    assert "• share pictures of staff" in said
    assert "3. Inform the coordinator" in said
    assert "&lt;!channel&gt; *bold*" in said
    assert wording_guidance.WRONG in said.splitlines()
    assert Way.ASK not in said.splitlines()


def test_what_is_read_out_ends_with_a_whole_paragraph() -> None:
    long = replace(CLOSEST, quotes=(replace(RULE, text="word " * 400), replace(RULE, text="more " * 500)))
    said = text_of(guided.message(long)["text"])
    assert len(said) <= limits.MESSAGE_FALLBACK
    assert said.splitlines()[-1] == slack_words.more_in_the_message(3)


def test_a_quotation_that_is_too_long_is_left_off_and_the_others_are_not() -> None:
    too_long = replace(PROCEDURE, text="x" * 12_000)
    sent = as_sent(guided.message(replace(CLOSEST, quotes=(RULE, too_long, RULE))))
    assert wrong_with_message(sent) == ()
    assert squeezed(slack_words.left_off("Appendix > Procedure A")) in read([sent])
    assert read([sent]).count(squeezed(RULE.text)) == 2
    assert "xxx" not in read([sent])


def test_an_answer_that_is_too_late_for_a_modal_is_said_at_once() -> None:
    assert too_late(TROUBLE, kept=False, about="") == guided.message(TROUBLE)


def test_what_was_asked_goes_along_in_a_modal_and_stands_in_no_message() -> None:
    helped = (Button(Press.HELPED, "This helped", "phones"), Button(Press.NOT_HELPED, "Not what I asked", "phones"))
    asked = replace(SILENT, buttons=(*helped, Button(Press.HAND_OVER, "Ask Asha", "May I bring a drone?")))
    (view,), sent = modals(asked), as_sent(guided.message(asked))
    pressed = [Do.HELPED, Do.NOT_HELPED, Do.HAND_OVER]
    for shown in (view, sent):
        assert [text_of(each["action_id"]) for _, each in buttons(shown)][:3] == pressed
    assert [each["value"] for _, each in buttons(view)][2] == "May I bring a drone?"
    assert "drone" not in json.dumps(sent)


def test_to_tell_someone_stands_out_in_trouble() -> None:
    first, *_ = [each for _, each in buttons(as_sent(modal(TROUBLE, zone=LONDON)))]
    assert (first["action_id"], first["style"]) == (Do.TELL, "primary")
