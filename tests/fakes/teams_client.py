"""People at their Teams: what they do becomes Teams' activities, and what the bot answers becomes what they see.

It acts on what stands in the cards, as a person would: a button says itself how Teams sends it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.fakes import teams_activities as activities
from tests.fakes import teams_checks
from tests.fakes.slack_json import Object, at, object_of, text_of
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_road import Answer, Road
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import Dialog, Posted

THEME: Object = {"theme": "default"}

Then = Callable[[Object], None]
"""What becomes of the body of an answer."""


@dataclass
class TeamsClient:
    """Everybody's Teams at once. `last` is what each person did last.

    `executes` is off in a Teams so old that it knows no Action.Execute: it takes what the button has instead.
    """

    teams: FakeTeams
    road: Road
    executes: bool = True
    last: dict[str, tuple[Object, Then]] = field(default_factory=dict)

    async def installs(self, user: str) -> None:
        """Adds the app for themselves."""
        self.teams.installed.add(user)
        for sent in activities.installed(self.teams, user):
            await self._tells(user, sent)

    async def installs_in_team(self, user: str) -> None:
        """Adds the app to the team."""
        self.teams.in_the_team = True
        for sent in activities.installed_in_team(self.teams, user):
            await self._tells(user, sent)

    async def writes(self, user: str, text: str) -> Answer:
        """Writes in their own chat with the bot."""
        return await self._tells(user, activities.written(self.teams, user, text))

    async def mentions(self, user: str, text: str) -> Answer:
        """Names the bot in the channel."""
        return await self._tells(user, activities.mentioned(self.teams, user, text))

    async def command(self, user: str, command: str, conversation: Object | None = None) -> Answer:
        """Chooses a command below the box where messages are written: in their chat with the bot, or elsewhere."""
        place = activities.chat(user) if conversation is None else conversation
        return await self._chooses(user, place, {"commandId": command, "commandContext": "compose"})

    async def message_command(self, user: str, command: str, message: Object) -> Answer:
        """Chooses a command in a message's menu; `teams_activities.reported` makes a message."""
        about: Object = {"commandId": command, "commandContext": "message", "messagePayload": message}
        self.teams.typed.append(text_of(at(message, "body", "content")))
        return await self._chooses(user, activities.channel(), about)

    async def press(self, user: str, posted: Posted, do: str, value: str = "") -> Answer:
        """Presses a button of a message."""
        card = posted.card(user)
        action = self._known(card.button(do, value))
        data: Object = card.sends(action)
        if action["type"] == "Action.Execute":
            return await self._executes(user, posted, action, data)
        if at(data, "msteams", "type") == "task/fetch":
            place = activities.place_of(posted)
            asked: Object = {"data": data, "context": THEME}
            sent = {**activities.invoked(self.teams, user, place, "task/fetch", asked), "replyToId": posted.id}
            return await self._sends(user, sent, lambda body: self._opens(Dialog(user, "", ShownCard({}), place), body))
        return await self._tells(user, activities.pressed(self.teams, user, posted, data))

    def fill(self, user: str, values: Mapping[str, str | Sequence[str]]) -> None:
        """Enters values in the dialog in front of them, by the ids of its inputs."""
        card = self.teams.dialog(user).card
        for name, value in values.items():
            card.enter(name, [value] if isinstance(value, str) else value)
            if text_of(card.inputs()[name].get("type")) == "Input.Text":
                self.teams.typed.append("".join(value))

    async def press_in(self, user: str, do: str, value: str = "") -> Answer:
        """Presses a button of the dialog in front of them: what they have entered goes with it."""
        dialog = self.teams.dialog(user)
        data: Object = dialog.card.sends(dialog.card.button(do, value))
        asked: Object = {"data": data, "context": THEME, **dialog.about}
        name = "composeExtension/submitAction" if dialog.command else "task/submit"
        sent = activities.invoked(self.teams, user, dialog.conversation, name, asked)
        return await self._sends(user, sent, lambda body: self._goes_on(dialog, body))

    def close(self, user: str) -> None:
        """Closes the dialog in front of them. The bot never hears of it."""
        self.teams.dialog(user).closed = True

    async def again(self, user: str, *, new_id: bool = False) -> Answer:
        """The last thing that this person did arrives once more, as Teams sends it after about 15 seconds."""
        sent, then = self.last[user]
        return await self._sends(user, activities.again(self.teams, sent, new_id=new_id), then)

    async def _chooses(self, user: str, place: Object, about: Object) -> Answer:
        asked: Object = {**about, "context": THEME}
        sent = activities.invoked(self.teams, user, place, "composeExtension/fetchTask", asked)
        command = text_of(about.get("commandId"))
        return await self._sends(
            user, sent, lambda body: self._opens(Dialog(user, "", ShownCard({}), place, command, about), body)
        )

    async def _executes(self, user: str, posted: Posted, action: Object, data: Object) -> Answer:
        pressed: Object = {key: action[key] for key in ("type", "id", "title", "verb") if key in action}
        value: Object = {"action": {**pressed, "data": data}, "trigger": "manual"}
        place = activities.place_of(posted)
        sent = {**activities.invoked(self.teams, user, place, "adaptiveCard/action", value), "replyToId": posted.id}
        return await self._sends(user, sent, lambda body: _replaced(posted, user, body))

    async def _tells(self, user: str, sent: Object) -> Answer:
        """Sends what is answered with nothing."""
        return await self._sends(user, sent, self._said_nothing)

    async def _sends(self, user: str, sent: Object, then: Then) -> Answer:
        self.last[user] = sent, then
        answer = await self.road.carry(sent)
        if answer.status == 200:
            if sent["type"] == "invoke":
                self.teams.wrong += teams_checks.of_answer(text_of(sent["name"]), answer.body, self.teams.typed)
            then(answer.body)
        return answer

    def _said_nothing(self, body: Object) -> None:
        if body:
            self.teams.wrong.append("what is no invoke is answered through the connector")

    def _known(self, action: Object) -> Object:
        """The action, or what stands for it in a Teams that is too old."""
        if self.executes or action["type"] != "Action.Execute":
            return action
        fallback = object_of(action.get("fallback"))
        assert fallback, f"{action.get('title')!r} cannot be pressed in an old Teams"
        return fallback

    def _opens(self, dialog: Dialog, body: Object) -> None:
        self.teams.dialogs[dialog.user] = dialog
        self._goes_on(dialog, body)

    def _goes_on(self, dialog: Dialog, body: Object) -> None:
        """What Teams does with the answer of a dialog. None closes it."""
        task = object_of(body.get("task"))
        if task.get("type") == "continue":
            value = object_of(task.get("value"))
            dialog.show(text_of(value.get("title")), object_of(at(value, "card", "content")))
            dialog.closed = False
            return
        dialog.closed = True
        dialog.said = text_of(task.get("value"))


def _replaced(posted: Posted, user: str, body: Object) -> None:
    """The card that answers a button stands in its place for whoever pressed it, until the message is changed."""
    if isinstance(body.get("value"), Mapping):
        posted.seen[user] = ShownCard(object_of(body["value"]))
