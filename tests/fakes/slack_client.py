"""People at their Slack: what they do becomes Slack's payloads, and what the bot answers becomes what they see.

It acts on what stands in the views and messages, as a person would. It does not itself refuse an empty required input
(Slack's own does), so that the bot's refusal is seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.fakes import slack_checks
from tests.fakes import slack_payloads as payloads
from tests.fakes.slack_json import Json, Object, list_of, object_of, text_of
from tests.fakes.slack_methods import problems_of
from tests.fakes.slack_roads import Answer, Road, Sending
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import ShownView, buttons, elements, named
from tests.fakes.slack_workspace import Posted, direct


@dataclass
class SlackClient:
    """Everybody's Slack at once. `last` is what each person did last."""

    slack: FakeSlack
    road: Road
    last: dict[str, tuple[Sending, Object]] = field(default_factory=dict)

    async def command(self, user: str, command: str, text: str = "", channel: str = "") -> Answer:
        """Types a slash command, in the direct messages unless a channel is named."""
        where = channel or direct(user)
        answer = await self._send(user, Sending.SLASH, payloads.slash(self.slack, user, command, text, where))
        shown: Object = answer.body or ({"text": answer.text} if answer.text else {})
        if shown:
            self.slack.wrong += problems_of(self.slack, shown)
            self.slack.whispered.append((where, user, named(shown)))
        return answer

    async def shortcut(self, user: str, callback_id: str) -> Answer:
        """Chooses a shortcut of the global menu."""
        return await self._send(user, Sending.INTERACTIVE, payloads.shortcut(self.slack, user, callback_id))

    async def message_action(self, user: str, callback_id: str, channel: str, message: Object) -> Answer:
        """Chooses a shortcut in a message's menu; `slack_payloads.said` makes a message."""
        payload = payloads.message_action(self.slack, user, callback_id, channel, message)
        return await self._send(user, Sending.INTERACTIVE, payload)

    async def press(self, shown: ShownView, action: str, value: str = "") -> Answer:
        """Presses a button in a modal or a Home tab. `action` is its id up to a colon."""
        block, element = found(shown.view, action, value)
        return await self._send(
            shown.user, Sending.INTERACTIVE, payloads.pressed_in_view(self.slack, shown, block, element)
        )

    async def press_in(self, user: str, posted: Posted, action: str, value: str = "") -> Answer:
        """Presses a button of a message."""
        block, element = found(posted.message, action, value)
        payload = payloads.pressed_in_message(self.slack, user, posted, block, element)
        return await self._send(user, Sending.INTERACTIVE, payload)

    async def press_whispered(self, user: str, action: str) -> Answer:
        """Presses a button of the newest message that only this person sees."""
        channel, _, message = next(each for each in reversed(self.slack.whispered) if each[1] == user)
        block, element = found(message, action)
        payload = payloads.pressed_in_whisper(self.slack, user, channel, block, element)
        return await self._send(user, Sending.INTERACTIVE, payload)

    async def fill(self, shown: ShownView, values: Mapping[str, str | Sequence[str]]) -> None:
        """Enters values by action id. What the options are, a select may have to ask the bot first."""
        places = {place[1]: (place, element) for place, element in elements(shown.view)}
        for name, value in values.items():
            wanted = [value] if isinstance(value, str) else list(value)
            place, element = places.get(name, ((name, name), {}))
            options = await self._options(shown, place, element, wanted)
            shown.enter(place, wanted, options)

    async def search(self, shown: ShownView, place: tuple[str, str], text: str) -> Sequence[Json]:
        """Types into a select whose options the bot gives, and returns those."""
        answer = await self.road.carry(Sending.INTERACTIVE, payloads.searched(shown, *place, text))
        assert answer.status == 200, answer
        self.slack.wrong += slack_checks.of_options(answer.body)
        return list_of(answer.body.get("options"))

    async def submit(self, shown: ShownView) -> Answer:
        """Presses the modal's submit button."""
        if "submit" not in shown.view:
            self.slack.wrong.append("a modal without a submit button was to be submitted")
        return await self._send(shown.user, Sending.INTERACTIVE, payloads.submitted(self.slack, shown))

    async def close(self, shown: ShownView, *, with_values: bool = False) -> Answer | None:
        """Closes the modal. The bot hears of it only if it asked to."""
        shown.closed = True
        if not shown.view.get("notify_on_close"):
            return None
        return await self.road.carry(Sending.INTERACTIVE, payloads.closed(shown, with_values=with_values))

    async def opens_home(self, user: str, tab: str = "home") -> Answer:
        """Looks at the app's Home tab."""
        return await self._send(user, Sending.EVENT, payloads.opened_home(self.slack, user, tab))

    async def writes(self, user: str, text: str) -> Answer:
        """Writes a direct message to the bot."""
        where: Object = {"channel": direct(user), "channel_type": "im"}
        message = payloads.said(self.slack, user, text)
        return await self._send(user, Sending.EVENT, payloads.event(self.slack, {**message, **where}))

    async def mentions(self, user: str, text: str, channel: str) -> Answer:
        """Names the bot in a channel."""
        message = payloads.said(self.slack, user, text)
        mention: Object = {**message, "type": "app_mention", "channel": channel}
        return await self._send(user, Sending.EVENT, payloads.event(self.slack, mention))

    async def again(self, user: str, retry: int = 0) -> Answer:
        """The last thing that this person did arrives once more, newly signed."""
        kind, payload = self.last[user]
        return await self._send(user, kind, payload, retry)

    async def _send(self, user: str, kind: Sending, payload: Object, retry: int = 0) -> Answer:
        self.last[user] = kind, payload
        answer = await self.road.carry(kind, payload, retry=retry)
        if payload.get("type") == "view_submission" and answer.status == 200:
            self._respond(self.slack.views[text_of(object_of(payload["view"])["id"])], answer.body)
        return answer

    def _respond(self, shown: ShownView, body: Object) -> None:
        """What Slack does with the answer to a submission. No answer closes the modal."""
        match body.get("response_action"):
            case "update":
                view = object_of(body.get("view"))
                self.slack.wrong += slack_checks.of_view(view)
                shown.show(view)
            case "errors":
                errors = object_of(body.get("errors"))
                self.slack.wrong += slack_checks.of_errors(errors, shown.view)
                shown.errors = {name: text_of(text) for name, text in errors.items()}
            case None | "clear":
                shown.closed = True
            case other:
                self.slack.wrong.append(f"there is no response_action {other!r}")

    async def _options(
        self, shown: ShownView, place: tuple[str, str], element: Object, wanted: Sequence[str]
    ) -> Sequence[Json]:
        if element.get("type") not in {"external_select", "multi_external_select"}:
            return ()
        options: list[Json] = []
        for each in ("", *wanted):
            options += [one for one in await self.search(shown, place, each) if one not in options]
        return options


def found(blocks: Object, action: str, value: str = "") -> tuple[str, Object]:
    """The first button with that action (its id up to a colon), and its block's id. Raises AssertionError for none."""
    for block, button in buttons(blocks):
        acts = text_of(button.get("action_id")).partition(":")[0] == action or button.get("action_id") == action
        if acts and value in {"", button.get("value")}:
            return block, button
    raise AssertionError(f"there is no button {action} {value}")
