"""How somebody at Slack comes to a place in a report, and what was kept of it."""

from tests.fakes.slack_views import ShownView
from tests.fakes.slack_workspace import PEOPLE
from tests.servers.bot_on_slack import AtSlack, OnSlack

ASHA, BEN, CARYS, DILYS, _EWAN, _FARAH, TOM, LENA = PEOPLE
"""Of the example organisation: the coordinator, her deputy, the lead, the champion; a tutor and a learner."""

TO_WHO = ({"danger": "no"}, {"tile": "messages"}, {"messages_kind": "sent"}, {"staff_involved": "no"})
WHO = {"subject": "Mia Example", "age": "16_17", "centre": "hanley"}
TO_REVIEW = (WHO, {"account": "She was shown a message."}, {"done": "kept_evidence"})


async def to_the_account(bot: AtSlack, user: str) -> ShownView:
    """From the first screen, which is in front of them, to the one that asks what happened."""
    for values in (*TO_WHO, WHO):
        await bot.goes_on(user, **values)
    return bot.modal(user)


async def to_the_review(bot: AtSlack, user: str) -> ShownView:
    """From nowhere to the last screen of a report."""
    await bot.client.command(user, "/report-incident")
    for values in (*TO_WHO, *TO_REVIEW):
        await bot.goes_on(user, **values)
    return bot.modal(user)


async def reports(bot: OnSlack, user: str) -> str:
    """Somebody sends a report. Returns its reference."""
    await to_the_review(bot, user)
    shown = await bot.goes_on(user)
    assert bot.kind(user) == "received", shown.text
    await bot.platform.channel()
    return next(word.strip(".") for word in shown.text.split() if word.startswith("ES-"))
