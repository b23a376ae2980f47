"""Every screen of every real form can be drawn, whatever has been answered."""

import html
import re
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.personas import personas
from bot.practice.rendering import Frame, Pages
from bot.practice.views import look_of
from dialogs import walk
from dialogs.case import Draft
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.people import options_now
from handlers.screens import Standing, asked
from tests.dialogs.real import achieve, example_organisation, smallville, swimming_club
from tests.dialogs.strategies import answers_to

pytestmark = pytest.mark.untraced

TUESDAY = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
REAL = {"achieve": (achieve, example_organisation), "smallville": (smallville, swimming_club)}


@pytest.mark.parametrize("name", REAL)
@settings(max_examples=60)
@given(data=st.data())
def test_every_screen_on_every_path_is_drawn_with_its_title_and_fields(name: str, data: st.DataObject) -> None:
    policy, organisation = REAL[name][0](), REAL[name][1]()
    form = policy.forms[policy.reporting.form]
    answers = data.draw(answers_to(form, options_now(policy, organisation, {}, TUESDAY)))
    draft = Draft("d" * 32, "tom", form.id, policy.hash, answers, {}, TUESDAY)
    at = Standing(draft, form, policy, organisation, TUESDAY)

    for screen in walk.path(form, answers):
        reply = asked(at, screen)
        page = pages(name).page(look_of(reply), frame(policy, organisation), reply=reply)
        words = html.unescape(re.sub(r"<[^>]*>", " ", page.text or ""))
        assert screen.title in words
        assert all(field.label in words for field in screen.fields)
        assert not re.search(r"\{\w+\}", words)


@cache
def pages(name: str) -> Pages:
    return Pages(REAL[name][1](), (), "token")


def frame(policy: Policy, organisation: Organisation) -> Frame:
    everybody = personas(organisation, tuple(policy.roles.values()))
    return Frame(next(iter(everybody.values())), TUESDAY, timedelta(0), failing=False, here="/", direct=0, channel=0)
