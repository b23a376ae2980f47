"""Copies of a case as they are drawn: of others nothing stands on what the person gets, whatever was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.papers.pdf import drawn
from dialogs.casework.copy import Did, Happening, Made, Record, Reported, Worked, subject_access, transfer
from dialogs.casework.redacting import striker
from tests.bot.papers.reading import pages_of, squeezed, text_of

OTHERS = ("Zofia Nowakowska", "Łukasz Grzyb", "Qasim-Ali Yusufzai", "Siobhán O'Rourke")
PARTS = ("zofia", "nowakowska", "łukasz", "lukasz", "grzyb", "qasim", "yusufzai", "siobh", "rourke")
MADE = Made("E-Safety Coordinator", "10:42 on Monday 23 November 2026", "Mia Example")
WRITTEN = st.lists(
    st.one_of(st.text(max_size=20), *(st.sampled_from([*each.split(), each]) for each in OTHERS)), max_size=8
)


def changed(text: str, how: int) -> str:
    """As people may write it."""
    return (text, text.upper(), text.lower(), text.replace("á", "a"), text.replace("'", "\u2019"))[how]


TEXTS = st.lists(
    st.tuples(WRITTEN, st.integers(0, 4)).map(lambda each: changed(" ".join(each[0]), each[1])), min_size=3
)


def record(texts: list[str]) -> Record:
    """A case in every place of which somebody wrote something."""
    one, two, *more = texts
    happened = tuple(Happening("10:42", "Wrote a note · the E-Safety Coordinator", (text,)) for text in more)
    return Record(
        reference="ES-7K4M2P",
        organisation="Example Training",
        anonymous=False,
        facts=(("Learnt", one),),
        must_not_know=OTHERS,
        reports=(Reported("10:31", (("What happened?", two),)), Reported("10:35", ())),
        decisions=happened,
        referrals=happened,
        procedures=(Worked("Procedure A", "Policy", (Did("A1", "Advise the learner", "To do"),)), Worked("B", "", ())),
        evidence=happened,
        thread=(),
        chronology=happened,
    )


@pytest.mark.untraced
@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_no_name_of_another_stands_on_what_the_person_gets(texts: list[str]) -> None:
    paper = subject_access(record(texts), MADE, striker(OTHERS, "Mia Example"))
    read = " ".join(pages_of(drawn(paper))).casefold()
    assert [part for part in PARTS if part in read] == []


def test_every_name_stands_on_what_another_provider_gets() -> None:
    texts = ["Zofia Nowakowska wrote it.", "Łukasz Grzyb saw it.", "Siobhán O'Rourke rang Qasim-Ali Yusufzai."]
    read = text_of(drawn(transfer(record(texts), MADE)))
    assert all(squeezed(text) in read for text in texts)
    assert squeezed(f"Must not be told: {'; '.join(OTHERS)}.") in read
    assert "Report2" in read
