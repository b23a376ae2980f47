"""Takes the pictures of docs/pictures/learner: somebody tells someone, reads the answer, and what a handler sees of it.

The bot is the real one with made-up people. The code in these pictures opened something only while they were taken.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from playwright.async_api import Browser

from dialogs.alerts import Press
from tests.browser.browser_platform import BrowserPlatform
from tests.browser.tell_platform import TellPlatform
from tests.scenarios.conversation import Answers, code_in
from tools.camera import AT_NIGHT, DESKTOP, FOLDER, PHONE, Device, Photographer, photographer

Journey = Callable[[Photographer], Awaitable[None]]
SLOT = timedelta(minutes=15)
WITHIN = "learner/"
EVERY = frozenset[str]()
DESKTOPS = frozenset(
    {"01-home", "02-danger", "03-how", "09-tell", "10-code", "13-answer", "20-alert", "21-case", "22-reply"}
    | {"23-reply-advised", "24-home-of-the-coordinator"}
)
"""What is shown on a desktop too."""
NIGHTS = frozenset({"02-danger", "10-code", "13-answer", "17-in-danger"})
"""What is shown dark too, on a phone."""
TELLS = frozenset(
    {"01-home", "02-danger", "04-who", "07-ongoing", "09-tell", "10-code", "10-code-at-once"}
    | {"11-code-once-more", "12-come-back"}
    | {"13-answer", "14-wrong-code", "17-in-danger", "18-code-in-danger", "27-paused"}
)
"""What is shown of the plain page, on a phone."""

TOLD: tuple[tuple[str, Answers], ...] = (
    ("02-danger", {"danger": "no"}),
    ("03-how", {"how": "code_only"}),
    ("04-who", {"who": "me"}),
    ("05-about", {"tile": "photos"}),
    ("06-picture", {"picture": "threat"}),
    ("07-ongoing", {"ongoing": "yes"}),
    ("08-help", {"help": "message"}),
    (
        "09-tell",
        {
            "account": "Someone from a game has a picture of me. They will send it to my friends if I don't pay.",
            "not_do": "Please don't phone home yet.",
        },
    ),
)
ADVISED_AGAINST: Answers = {"text": "Why did you send it? I promise it will stay secret."}
ANSWERED: Answers = {
    "text": "You did the right thing. Please don't pay them. Would you like someone to help you get it taken down?",
    "state": "question",
}
MORE = "Yes please. They wrote again last night."


async def told(at: Photographer) -> None:
    """Somebody tells someone with a code, it is answered, and they come back to read it."""
    people = at.people
    await people.goes_to("lena", "/tell" if isinstance(people, TellPlatform) else "/as/lena")
    await at.take("01-home", "lena")
    code = await _tells(at)
    await people.answers("lena", {})
    await at.take("11-code-once-more", "lena")
    await people.waits(SLOT)
    await _handled(at)
    await _comes_back(at, code)


async def _tells(at: Photographer) -> str:
    people = at.people
    seen = await people.tells("lena")
    for name, values in TOLD:
        if values.keys() == {"how"} and seen.screen != "how":
            continue
        await people.fills("lena", values)
        await at.take(name, "lena")
        seen = await people.answers("lena", {})
    await at.take("10-code", "lena")
    await at.take("10-code-at-once", "lena", at.device.height)
    return code_in(seen.text)


async def _handled(at: Photographer) -> None:
    people = at.people
    await people.goes_to("asha", "/as/asha/channel" if await people.channel() else "/as/asha/messages")
    await at.take("20-alert", "asha")
    await people.presses("asha", Press.ACKNOWLEDGE)
    await people.presses("asha", Press.OPEN)
    await people.presses_here("asha", Press.REPLY)
    await people.fills("asha", ANSWERED)
    await at.take("22-reply", "asha")
    await people.answers("asha", ADVISED_AGAINST)
    await at.take("23-reply-advised", "asha")
    await people.answers("asha", ANSWERED)


async def _comes_back(at: Photographer, code: str) -> None:
    people = at.people
    await people.has_a_code("lena")
    await at.take("12-come-back", "lena")
    await people.answers("lena", {"code": "ability absent absorb academy account acrobat 42"})
    await at.take("14-wrong-code", "lena")
    await people.answers("lena", {"code": code})
    await people.fills("lena", {"more": MORE})
    await at.take("13-answer", "lena")
    await people.answers("lena", {})
    await at.take("15-more-was-written", "lena")
    await people.presses("asha", Press.OPEN)
    await at.take("21-case", "asha")


async def in_danger(at: Photographer) -> None:
    """Somebody is in danger: one line is enough."""
    await at.people.tells("lena")
    await at.people.answers("lena", {"danger": "yes"})
    await at.take("17-in-danger", "lena")
    await at.people.answers("lena", {"account": "He is outside the centre now."})
    await at.take("18-code-in-danger", "lena")


async def not_sure_at_night(at: Photographer) -> None:
    """Nobody is at work, and somebody is not sure whether they are in danger: the numbers stay."""
    people = at.people
    await people.waits(timedelta(hours=11))
    await people.tells("lena")
    await people.answers("lena", {"danger": "not_sure"})
    await people.answers("lena", {"how": "code_only"})
    await people.answers("lena", {"who": "me"})
    await at.take("16-not-sure", "lena")
    for values in ({"tile": "feelings"}, {}, {"help": "talk"}, {"account": "I can't sleep any more."}):
        await people.answers("lena", values)
    await at.take("19-code-while-closed", "lena")


async def paused(at: Photographer) -> None:
    """Two who handle cases let the form rest, a concern among the cases."""
    people = at.people
    await people.tells("lena")
    await people.answers("lena", {"danger": "yes"})
    await people.answers("lena", {"account": "He is outside the centre now."})
    await people.channel()
    await people.home("asha")
    await at.take("24-home-of-the-coordinator", "asha")
    await people.presses_here("asha", Press.PAUSE)
    await at.take("25-one-more-must-agree", "asha")
    await people.home("ben")
    await people.presses_here("ben", Press.PAUSE)
    await at.take("26-paused-for-an-hour", "ben")
    await people.tells("lena")
    await at.take("27-paused", "lena")


JOURNEYS = (told, in_danger, not_sure_at_night, paused)


async def take_all(browser: Browser) -> None:
    """Every picture, each journey on a bot of its own."""
    (FOLDER / WITHIN).mkdir(parents=True, exist_ok=True)
    for journey in JOURNEYS:
        for device, only in ((PHONE, EVERY), (DESKTOP, DESKTOPS), (AT_NIGHT, NIGHTS)):
            await _walk(browser, journey, device, WITHIN, only)
        if journey is not not_sure_at_night:
            await _walk(browser, journey, PHONE, f"{WITHIN}tell-", TELLS, TellPlatform)


async def _walk(  # noqa: PLR0917 - all that makes a picture
    browser: Browser,
    journey: Journey,
    device: Device,
    within: str,
    only: frozenset[str],
    platform: type[BrowserPlatform] = BrowserPlatform,
) -> None:
    async with photographer(browser, device, platform) as at:
        await journey(replace(at, within=within, only=only))
