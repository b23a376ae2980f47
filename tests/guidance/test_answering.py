"""Tests of what is put together of the policy's words: the passage, the rest of its list, and what is wrong with it."""

import pytest

from dialogs.guidance.answering import MOST_SIBLINGS, Note, answer, quote
from dialogs.guidance.hearing import CLOSEST, Action, Heard
from tests.dialogs.real import achieve, smallville

POLICY = achieve()
EVERY = tuple(POLICY.passages)


def heard(*passages: str, action: Action = Action.ANSWER, alone: bool = True) -> Heard:
    return Heard(action, passages, panel=False, alone=alone)


def shown(said: Heard, text: str = "") -> list[str]:
    return [each.passage.id for each in answer(said, text, POLICY).quotes]


def test_one_passage_may_stand_alone() -> None:
    assert shown(heard(*EVERY)) == [EVERY[0]]


def test_else_the_closest_few_are_shown() -> None:
    assert shown(heard(*EVERY, alone=False)) == list(EVERY[:CLOSEST])


@pytest.mark.parametrize("action", [Action.REFUSE, Action.CRISIS, Action.REPORT])
def test_nothing_is_shown_of_what_is_not_to_be_answered(action: Action) -> None:
    assert shown(heard(*EVERY, action=action)) == []


def test_a_passage_that_the_policy_does_not_hold_is_left_out() -> None:
    assert shown(heard("gone", EVERY[1])) == [EVERY[1]]
    assert shown(heard("gone")) == []


def test_the_rest_of_its_list_stands_beside_an_item_that_stands_alone() -> None:
    passage = next(each for each in POLICY.passages.values() if each.lead)
    same = [
        each.text
        for each in POLICY.passages.values()
        if (each.lead, each.heading) == (passage.lead, passage.heading) and each.id != passage.id
    ]

    assert same
    assert quote(passage, POLICY, whole=True).siblings == tuple(same[:MOST_SIBLINGS])
    assert quote(passage, POLICY, whole=False).siblings == ()


def test_a_passage_of_no_list_has_no_rest() -> None:
    assert not POLICY.passages["summary.outline"].lead
    assert quote(POLICY.passages["summary.outline"], POLICY, whole=True).siblings == ()


def test_plain_words_stand_beside_their_passage_alone() -> None:
    plain = {each.id: quote(each, POLICY, whole=True).plain for each in POLICY.passages.values()}

    assert {id_: said for id_, said in plain.items() if said} == POLICY.guidance.plain


def test_every_erratum_whose_words_are_quoted_stands_beside_them() -> None:
    noted = {note.erratum.id for each in POLICY.passages.values() for note in quote(each, POLICY, whole=True).notes}

    assert noted == {
        erratum.id
        for erratum in POLICY.errata.values()
        if any(words in passage.text for words in erratum.quotes for passage in POLICY.passages.values())
    }


def test_an_erratum_of_one_step_names_it_and_one_of_more_names_none() -> None:
    for passage in POLICY.passages.values():
        for note in quote(passage, POLICY, whole=True).notes:
            about = [
                number
                for number, item in enumerate(passage.items, start=1)
                if any(words in item or item in words for words in note.erratum.quotes)
            ]
            assert note == Note(about[0] if len(about) == 1 else 0, note.erratum)


@pytest.mark.parametrize(
    "question", ["What does the Safeguarding Policy say?", "SAFEGUARDING  policy", "is it in the ‘safeguarding policy’"]
)
def test_another_policy_that_is_asked_for_is_named(question: str) -> None:
    assert answer(heard(action=Action.REFUSE), question, POLICY).others == ("Safeguarding Policy 2020",)


@pytest.mark.parametrize("question", ["", "the policy on safeguarding", "unsafeguarding policyholders"])
def test_none_is_named_that_is_not_asked_for(question: str) -> None:
    assert answer(heard(EVERY[0]), question, POLICY).others == ()


def test_a_policy_that_knows_no_other_names_none() -> None:
    assert answer(heard(), "safeguarding policy", smallville()).others == ()
