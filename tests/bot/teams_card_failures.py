"""Cards that come back as nobody drew them: each with canaries in all that is sent."""

from tests.bot.loud import CANARY
from tests.bot.teams_failures import Failure
from tests.bot.teams_stage import ASHA, LENA, TOM, Stage
from tests.fakes import teams_activities as activities
from tests.fakes.slack_json import Json, Object
from tests.fakes.teams_cards import ShownCard, card_of

DRAFT = "0" * 32

DOES = ("answer", "keep", "find", "page", "back", "change", "discard", "resume", "open", "acknowledge", CANARY)


def pressed(do: str, value: Json = CANARY, carried: Json = CANARY, **entered: Json) -> Object:
    """The data of a button."""
    return {"data": {"esafety": {"do": do, "value": value, "carried": carried}, **entered}}


NONSENSE: tuple[Json, ...] = (
    CANARY,
    [CANARY],
    {"kind": [CANARY], "draft": CANARY, "screen": CANARY, "page": CANARY, "told": [CANARY]},
    {"kind": "screen", "draft": DRAFT, "screen": "account", "told": CANARY, "version": CANARY},
    {"kind": "case", "case": CANARY, "page": 10**30},
)


async def a_card_that_carries_nonsense(stage: Stage) -> None:
    values: tuple[Json, ...] = (CANARY, [CANARY], {CANARY: CANARY}, 7)
    await stage.tries(
        *(stage.invoked("task/submit", pressed(do, CANARY, carried)) for do in DOES for carried in NONSENSE[:3]),
        *(stage.invoked("task/submit", pressed("answer", value, NONSENSE[3])) for value in values),
    )
    await stage.tries(*(stage.invoked("task/fetch", pressed(do, CANARY, NONSENSE[4])) for do in DOES))


async def inputs_that_are_none(stage: Stage) -> None:
    entered: dict[str, Json] = {f"f.{CANARY}": CANARY, "f.account": [CANARY], "f.tile": {CANARY: CANARY}}
    entered |= {f"s.{CANARY}": CANARY, CANARY: CANARY, "f.danger": f"{CANARY},{CANARY}"}
    await stage.client.command(TOM, "report")
    await stage.tries(*(stage.invoked("task/submit", pressed(do, carried=NONSENSE[3], **entered)) for do in DOES))


async def something_that_cannot_be_entered(stage: Stage) -> None:
    await stage.client.command(TOM, "report")
    card = stage.teams.dialog(TOM).card
    card.entered["f.danger"] = CANARY
    await stage.client.press_in(TOM, "answer")


async def a_button_of_a_message_that_is_another(stage: Stage) -> None:
    alert = stage.alerts()[-1]
    verbs = ("acknowledge", "cannot_take", "open", CANARY)
    values: tuple[Json, ...] = (CANARY, f"{CANARY}'; --", DRAFT)
    actions = ({"action": {"verb": verb, **pressed(verb, value)}} for verb in verbs for value in values)
    await stage.tries(
        *(stage.invoked("adaptiveCard/action", action, ASHA) for action in actions),
        *(activities.pressed(stage.teams, ASHA, alert, pressed(verb)["data"]) for verb in verbs),
        *(stage.invoked("adaptiveCard/action", {"action": value}) for value in (CANARY, [CANARY], {"data": CANARY})),
    )


async def a_case_that_is_not_theirs(stage: Stage) -> None:
    for alert in stage.alerts()[-1:]:
        data = ShownCard(card_of(alert.activity)).button("open")["data"]
        await stage.tries(stage.invoked("task/fetch", {"data": data}, LENA))


async def a_reported_message_of_no_kind(stage: Stage) -> None:
    html = f"<p><b onclick='{CANARY}'>{CANARY}<script>{CANARY}</script><at id='0'>{CANARY}</at>&{CANARY};<![CDATA["
    usual = activities.reported(stage.teams, LENA, html)
    nobody: Json = {"user": {"id": CANARY, "displayName": CANARY}, "application": [CANARY]}
    payloads: tuple[Json, ...] = (
        usual,
        {**usual, "from": nobody, "subject": CANARY, "linkToMessage": f"javascript:{CANARY}"},
        {**usual, "body": {"contentType": CANARY, "content": [CANARY]}, "from": CANARY, "createdDateTime": CANARY},
        {**usual, "body": CANARY, "attachments": CANARY},
        CANARY,
        [CANARY],
    )
    about: tuple[Object, ...] = tuple(
        {"commandId": command, "commandContext": "message", "messagePayload": payload}
        for command in ("reportMessage", CANARY)
        for payload in payloads
    )
    await stage.tries(*(stage.invoked("composeExtension/fetchTask", each) for each in about))
    await stage.tries(
        *(stage.invoked("composeExtension/submitAction", {**each, **pressed("answer")}) for each in about)
    )


OF_CARDS: tuple[Failure, ...] = (
    a_card_that_carries_nonsense,
    inputs_that_are_none,
    something_that_cannot_be_entered,
    a_button_of_a_message_that_is_another,
    a_case_that_is_not_theirs,
    a_reported_message_of_no_kind,
)
