"""A message of Teams that somebody reports: what the reporter finds in the form."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import organisation
from bot.chat.payload import Json
from bot.teams.in_words import in_words
from bot.teams.quoting import quoted

EXAMPLE = organisation.load(Path(__file__).parents[3] / "organisation.example.yaml")
TOM = EXAMPLE.people["tom"]
LINK = "https://teams.microsoft.com/l/message/19:x@thread.tacv2/1?tenantId=t"
MESSAGE: dict[str, Json] = {
    "id": "1",
    "linkToMessage": LINK,
    "from": {"user": {"id": TOM.teams, "displayName": "T. B."}},
    "body": {"contentType": "html", "content": "<div><p>Look at <b>this</b></p><p>He&#39;s at it again</p></div>"},
    "attachments": [],
}


def test_it_says_who_wrote_it_where_it_stands_and_what_it_says() -> None:
    assert quoted(EXAMPLE, MESSAGE).splitlines() == [
        f"I am reporting a message in Teams by {TOM.name}.",
        f"It is here: {LINK}",
        "It says:",
        "Look at this",
        "He's at it again",
    ]


def test_a_stranger_is_named_with_the_id_that_nobody_else_has() -> None:
    said = quoted(EXAMPLE, {**MESSAGE, "from": {"user": {"id": "0f0f", "displayName": "Carys\nJones"}}})
    assert said.startswith("I am reporting a message in Teams by Carys Jones (")
    assert "0f0f" in said.splitlines()[0]


def test_an_app_goes_by_the_name_that_it_chose() -> None:
    said = quoted(EXAMPLE, {**MESSAGE, "from": {"application": {"displayName": 'Asha" said'}}})
    assert said.startswith('I am reporting a message in Teams by an app that calls itself "Asha\' said".')


def test_files_are_counted_and_not_copied() -> None:
    files: list[Json] = [{"contentType": "reference", "contentUrl": "https://x"}, {"contentType": "messageReference"}]
    assert "It has 1 file, which I have not copied." in quoted(EXAMPLE, {**MESSAGE, "attachments": files})


def test_only_a_link_that_is_safe_to_follow_is_given() -> None:
    assert "javascript" not in quoted(EXAMPLE, {**MESSAGE, "linkToMessage": "javascript:alert(1)"})


def test_plain_text_stays_as_it_was_written() -> None:
    said = quoted(EXAMPLE, {**MESSAGE, "body": {"contentType": "text", "content": "a <b> c\n  d"}})
    assert said.endswith("It says:\na <b> c\n  d")


def test_a_message_without_words_says_so() -> None:
    assert quoted(EXAMPLE, {**MESSAGE, "body": {"contentType": "html", "content": "<p>&nbsp;</p>"}}).endswith(
        "no words."
    )


def test_links_pictures_and_mentions_are_said_in_words() -> None:
    html = (
        '<p>Hi <at id="0">Lena</at>, <a href="https://a.example/x">here</a> and '
        '<a href="https://b.example">https://b.example</a><img alt="a cat"><img></p><script>steal()</script>'
    )
    assert in_words(html) == ("Hi Lena, here (https://a.example/x) and https://b.example a cat [a picture]")


@given(
    st.text()
    | st.lists(st.sampled_from(["<p>", "</p>", "<a href='x'>", "</a>", "<script>", "</script>", "<!--", "x"])).map(
        "".join
    )
)
def test_whatever_a_message_is_its_words_can_be_read(html: str) -> None:
    said = in_words(html)
    assert said == "\n".join(line.strip() for line in said.split("\n"))


JSON = st.recursive(
    st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@pytest.mark.untraced
@given(st.dictionaries(st.sampled_from([*MESSAGE, "other"]), JSON))
def test_whatever_is_sent_for_a_message_becomes_words(message: dict[str, Json]) -> None:
    assert quoted(EXAMPLE, json.loads(json.dumps(message))).startswith("I am reporting a message in Teams by ")


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<p>before</p>&#" + "9" * 5_000 + ";<p>after</p>", "before\n\N{REPLACEMENT CHARACTER}\nafter"),
        ("<p>before</p><style/><p>after</p>", "before\nafter"),
        ("<p>before</p><style/><p>between</p></style><p>after</p>", "before\nbetween\nafter"),
        ("before <script>after", "before after"),
        ("before <title>after", "before after"),
        ("before <style>nothing</style> after <style> end", "before after end"),
        ('see <a href="https://a.example">this', "see this (https://a.example)"),
    ],
)
def test_html_that_is_not_as_it_should_be_hides_nothing(html: str, says: str) -> None:
    assert in_words(html) == says


MADE_TO_BE_SLOW = (
    "<",
    "<a ",
    "<a href='x'>",
    '<a href="',
    "&",
    "&#",
    "<!",
    "<!--",
    "<![CDATA[",
    "<p><a>",
    "</a>",
    "<script>",
    "<style/>",
    "&#99999999",
)


@pytest.mark.parametrize("piece", MADE_TO_BE_SLOW)
def test_a_message_that_was_made_to_be_slow_is_read_to_its_end(piece: str) -> None:
    # Python's own reader of HTML takes hours for some of these.
    assert "So it ends" in in_words(f"{piece * 50_000}<p>So it ends</p>").splitlines()[-2:]
