"""What the bundled policy makes of what a learner tells, and what it asks and says to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.forms import Answer, Answers, Form, LongText, Purpose, Screen, ShortText, holds
from dialogs.ladder import ladder
from dialogs.reporting import ConcernRules
from dialogs.severity import Severity
from dialogs.triage import Assessment, assess, kept_out, named
from dialogs.walk import counted, path
from tests.dialogs.making import MONDAY_TEN
from tests.dialogs.real import achieve, example_organisation
from tests.dialogs.strategies import completed

POLICY = achieve()
ORGANISATION = example_organisation()
CALM: dict[str, Answer] = {"danger": "no", "how": "code_only", "who": "me", "ongoing": "", "help": "know"}
LAST = {"account": "", "not_do": "", "subject": ""}
TILES = ("messages", "photos", "stranger", "seen", "hate", "feelings", "money", "staff", "unsure")


def rules() -> ConcernRules:
    assert POLICY.reporting.concern
    return POLICY.reporting.concern


def form() -> Form:
    return POLICY.forms[rules().form]


def judged(**answers: Answer) -> Assessment:
    """What is decided of a concern that is calm but for these answers."""
    return assess(POLICY, ORGANISATION, counted(form(), {**CALM, **LAST, **answers}))


def seen(**answers: Answer) -> list[str]:
    """The screens that these answers lead through."""
    return [screen.id for screen in path(form(), {**CALM, **answers})]


def said(answers: Answers, *, screen: Screen | None = None) -> str:
    """The notices of a screen, or what is read once it is sent."""
    notices = screen.notices if screen else rules().after
    return "\n".join(each.text for each in notices if holds(each.only_if, answers))


# ----------------------------------------------------------------------------------------------- what becomes of it


@pytest.mark.parametrize(
    ("answers", "category", "severity", "route"),
    [
        ({"tile": "messages"}, "messages_and_posts", "S2", "channel"),
        ({"tile": "photos", "picture": "nude"}, "image_under_18", "S1", "restricted"),
        ({"tile": "photos", "picture": "threat"}, "image_blackmail", "S1", "restricted"),
        ({"tile": "photos", "picture": "unkind"}, "image_embarrassing", "S2", "channel"),
        ({"tile": "photos", "picture": "other"}, "image_unclear", "S1", "restricted"),
        ({"tile": "photos", "picture": ""}, "image_unclear", "S1", "restricted"),
        ({"tile": "photos"}, "image_unclear", "S1", "restricted"),
        ({"tile": "", "help": ""}, "other_unsure", "S2", "channel"),
        ({"tile": "stranger"}, "grooming", "S1", "restricted"),
        ({"tile": "seen"}, "other_unsure", "S2", "channel"),
        ({"tile": "hate"}, "radicalisation", "S1", "prevent"),
        ({"tile": "feelings"}, "wellbeing", "S2", "channel"),
        ({"tile": "feelings", "help": "talk"}, "wellbeing", "S1", "channel"),
        ({"tile": "feelings", "help": "message"}, "wellbeing", "S1", "channel"),
        ({"tile": "feelings", "help": "stop"}, "wellbeing", "S2", "channel"),
        ({"tile": "feelings", "danger": "not_sure"}, "wellbeing", "S1", "channel"),
        ({"tile": "money"}, "other_unsure", "S2", "channel"),
        ({"tile": "staff"}, "staff_concern", "S1", "staff_conduct"),
        ({"tile": "unsure"}, "other_unsure", "S2", "channel"),
        ({"tile": "messages", "danger": "not_sure"}, "messages_and_posts", "S2", "channel"),
        ({"tile": "messages", "account": "He has a knife"}, "messages_and_posts", "S1", "channel"),
        ({"tile": "messages", "not_do": "I want to die if you phone home"}, "messages_and_posts", "S1", "channel"),
        ({"danger": "yes"}, "danger_now", "S0", "channel"),
        ({"danger": "yes", "tile": "photos", "picture": "nude"}, "danger_now", "S0", "channel"),
    ],
)
def test_answers_decide_category_severity_and_route(
    answers: dict[str, Answer], category: str, severity: str, route: str
) -> None:
    found = judged(**answers)
    assert (found.category.id, found.severity, found.route.id) == (category, severity, route)


@pytest.mark.untraced
@given(st.data())
def test_danger_is_s0_not_sure_at_least_s2_and_nothing_a_learner_tells_is_less_than_s2(data: st.DataObject) -> None:
    answers = data.draw(completed(form()))
    worst = {"yes": Severity.S0, "not_sure": Severity.S2, "no": Severity.S2}
    for danger, least in worst.items():
        found = assess(POLICY, ORGANISATION, counted(form(), {**answers, "danger": danger}))
        assert found.severity <= least


@pytest.mark.parametrize("tile", TILES)
def test_not_sure_is_never_less_serious_than_safe(tile: str) -> None:
    assert judged(tile=tile, picture="other", danger="not_sure").severity <= judged(tile=tile, picture="other").severity


# ------------------------------------------------------------------------------------------- who must not learn of it


@pytest.mark.parametrize("subject", ["Asha Patel", "Ms Patel", "ASHA", "I think it was asha's laptop, asha did it"])
def test_a_handler_whom_a_learner_names_in_part_is_not_told_and_the_staff_route_is_taken(subject: str) -> None:
    key = next(person.key for person in ORGANISATION.people.values() if person.name == "Asha Patel")
    found = judged(tile="messages", subject=subject)
    people = {
        person.key for rung in ladder(found.route, ORGANISATION, found.excluded, MONDAY_TEN) for person in rung.people
    }
    assert found.excluded == {key}
    assert (found.staff, found.route.id, found.channel) == (True, "staff_conduct", False)
    assert people
    assert key not in people


def test_of_somebody_a_member_of_staff_reports_the_full_name_is_needed_as_before() -> None:
    assert named(POLICY, ORGANISATION, {"tile": "messages", "subject": "Asha"}) == frozenset()
    assert kept_out(POLICY, ORGANISATION, {"tile": "messages", "not_told": "Asha"}) != frozenset()


def test_a_handler_whom_a_learner_does_not_want_to_know_is_left_out() -> None:
    found = judged(tile="messages", not_do="Please don't tell Asha")
    assert len(found.excluded) == 1
    assert not found.channel
    assert not found.staff


def test_not_phoning_home_leaves_nobody_out() -> None:
    assert judged(tile="messages", not_do="Don't phone home").excluded == frozenset()


# ------------------------------------------------------------------------------------------------- what they are asked


def test_danger_leads_straight_to_the_last_screen() -> None:
    assert seen(danger="yes") == ["danger", "tell"]


@pytest.mark.parametrize("tile", TILES)
def test_every_tile_leads_to_the_end_and_only_pictures_are_asked_about_further(tile: str) -> None:
    middle = ["picture"] if tile == "photos" else []
    assert seen(tile=tile) == ["danger", "how", "who", "about", *middle, "ongoing", "help", "tell"]


def test_the_tiles_are_those_that_staff_have() -> None:
    tiles = [
        [option.id for option in getattr(field, "options", ())]
        for each in (POLICY.forms[POLICY.reporting.form], form())
        for screen in each.screens
        for field in screen.fields
        if field.id == "tile"
    ]
    assert tiles == [list(TILES), list(TILES)]


def test_what_is_typed_stands_on_the_last_screen_and_nothing_there_is_required() -> None:
    last = form().screens[-1]
    assert last.purpose is Purpose.REVIEW
    assert [field.id for field in last.fields] == ["account", "not_do", "subject"]
    assert all(isinstance(field, ShortText | LongText) and not field.required for field in last.fields)


def test_the_first_screen_shows_numbers_before_it_asks() -> None:
    first = form().screens[0]
    assert first.notices[0].signposts == ("emergency", "childline", "samaritans", "shout")
    assert first.notices[0].only_if is None


def test_once_not_sure_every_screen_shows_the_numbers() -> None:
    answers = {**CALM, "danger": "not_sure", "tile": "photos", "picture": "threat"}
    shown = [
        {sign for each in screen.notices if holds(each.only_if, answers) for sign in each.signposts}
        for screen in path(form(), answers)
    ]
    assert all({"emergency", "childline", "samaritans", "shout"} <= each for each in shown)


def test_only_danger_and_the_way_of_telling_must_be_answered() -> None:
    assert [field.id for screen in form().screens for field in screen.fields if field.required] == ["danger", "how"]


def test_somebody_in_danger_reads_999_and_where_are_you_on_the_last_screen() -> None:
    assert said({"danger": "yes"}, screen=form().screens[-1]).startswith("Ring 999 now. One line is enough")


def test_whose_app_it_is_stands_beside_the_choice_how_to_tell() -> None:
    how = form().screen("how")
    assert how
    assert "{organisation}" in said(CALM, screen=how)


# ------------------------------------------------------------------------------------- what they read once it is sent


@pytest.mark.parametrize("picture", ["nude", "threat", "unkind", "other", ""])
def test_nobody_is_told_to_keep_anything_about_a_picture(picture: str) -> None:
    after = said({**CALM, "tile": "photos", "picture": picture})
    assert "Keep" not in after
    assert "delete" not in after
    assert "Don't send the picture to anyone." in after


def test_whoever_has_messages_is_told_to_keep_them_and_not_to_reply() -> None:
    after = said({**CALM, "tile": "messages"})
    assert after.splitlines() == ["Don't reply to the person.", "Keep the messages if you can. Don't delete them."]


def test_whoever_is_blackmailed_reads_not_to_pay() -> None:
    assert "Don't pay." in said({**CALM, "tile": "photos", "picture": "threat"})


def test_report_remove_is_for_pictures_that_may_be_sexual_only() -> None:
    shown = {
        picture: "Report Remove" in said({**CALM, "tile": "photos", "picture": picture})
        for picture in ("nude", "threat", "unkind", "other", "")
    }
    assert shown == {"nude": True, "threat": True, "unkind": False, "other": True, "": True}


@pytest.mark.parametrize("danger", ["yes", "not_sure"])
def test_danger_is_answered_first_and_with_999(danger: str) -> None:
    assert said({"danger": danger}).startswith("Are you in danger? Ring 999 now.")
