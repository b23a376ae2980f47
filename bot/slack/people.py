"""Who somebody on Slack is to the bot: one of the organisation's people, or a stranger with a key of their own."""

from collections.abc import Mapping

from bot.chat import words
from bot.chat.payload import Json, mapping, on_one_line, text
from bot.slack import slack_words
from dialogs.organisation import Organisation, Person
from handlers.turn import Who


def who(organisation: Organisation, body: Mapping[str, Json], team: str = "") -> Who:
    """The person whom a payload is from. Somebody of another workspace is never one of the organisation's people.

    Payloads name the workspace as `team` or `team_id`, and the person as `user`, `user_id` or in `event`. `team` is the
    bot's own workspace; while it is not known, that of the payload is taken for it. A stranger chooses the name that
    Slack gives for them, so their member id stands beside it: nobody takes them for a colleague of that name.
    """
    user = user_id(body)
    here, theirs = _team(body), _user_team(body)
    person = next((each for each in organisation.people.values() if user and each.slack == user), None)
    if person is not None and {here, theirs} <= {"", team or here}:
        return Who(person.key, person.name)
    return Who(f"slack:{theirs or here}:{user}", words.stranger(on_one_line(_name(body)), slack_words.member(user)))


def on_slack(person: Person) -> bool:
    """Whether an alert can be brought to somebody on Slack."""
    return bool(person.slack)


def user_id(body: Mapping[str, Json]) -> str:
    """Slack's id of the person whom a payload is from."""
    user = body.get("user")
    event = mapping(body.get("event"))
    return text(body.get("user_id")) or text(mapping(user).get("id")) or text(user) or text(event.get("user"))


def _team(body: Mapping[str, Json]) -> str:
    return text(body.get("team_id")) or text(mapping(body.get("team")).get("id"))


def _user_team(body: Mapping[str, Json]) -> str:
    event = mapping(body.get("event"))
    return text(mapping(body.get("user")).get("team_id")) or text(event.get("user_team"))


def _name(body: Mapping[str, Json]) -> str:
    user = mapping(body.get("user"))
    return text(body.get("user_name")) or text(user.get("name")) or text(user.get("username"))
