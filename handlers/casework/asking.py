"""Somebody asks the reporter something, or thanks them. What they write is looked at first, as every reply is."""

from collections.abc import Mapping

from dialogs import replies, wording_replies
from dialogs import wording_reports as words
from dialogs.alerts import Kind
from dialogs.casework.record import Act, Detail
from dialogs.forms import LongText, ShortText
from dialogs.wording_cases import MOST_TEXT
from handlers.casework import news
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems

MOST_REASON = 500


async def form(at: At) -> TaskForm:
    """What is to be said to them, and why, should it be against the advice."""
    del at
    fields = (
        LongText(Detail.TEXT, words.ASK_TEXT, words.ASK_HINT, MOST_TEXT, required=True),
        ShortText(
            Detail.WHY, wording_replies.REPLY_AGAINST, wording_replies.REPLY_AGAINST_HINT, MOST_REASON, required=False
        ),
    )
    said, sometimes = (words.THREAD_IS_IN_THE_CASE, words.THEY_READ), frozenset({Detail.WHY})
    return TaskForm(words.ASK_TITLE, fields, words.SEND, said=said, sometimes=sometimes)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Keeps it, and owes the reporter a message without its words. What is better put differently needs a reason."""
    text, why = given[Detail.TEXT], given[Detail.WHY]
    found = replies.problems(at.desk.policy.replies, text)
    if found and not why:
        return Problems({Detail.TEXT: "\n".join(wording_replies.advice(each.phrase, each.because) for each in found)})
    await news.tell_reporter(at, Kind.ASKED)
    await at.record(Act.ASKED, {Detail.TEXT: text, Detail.WHY: why if found else ""})
    return Kept(words.ASKED)
