"""Who somebody on Teams is to the bot: one of the organisation's people, or a stranger with a key of their own."""

from collections.abc import Mapping

from bot.chat import words
from bot.chat.payload import Json, mapping, on_one_line, text
from bot.teams import teams_words
from dialogs.organisation import Organisation, Person
from handlers.turn import Who


def who(organisation: Organisation, activity: Mapping[str, Json], tenant: str) -> Who:
    """The person whom an activity of this tenant is from.

    Somebody who is not in the organisation file is known by their object id: their name alone could be anybody's.
    """
    sender = mapping(activity.get("from"))
    object_id = text(sender.get("aadObjectId")).lower()
    person = of_object_id(organisation, object_id)
    if person is not None:
        return Who(person.key, person.name)
    member = object_id or text(sender.get("id"))
    return Who(
        f"teams:{tenant}:{member}", words.stranger(on_one_line(text(sender.get("name"))), teams_words.member(member))
    )


def of_object_id(organisation: Organisation, object_id: str) -> Person | None:
    """The person of the organisation file with that id of theirs in Microsoft Entra."""
    wanted = object_id.lower()
    return next((each for each in organisation.people.values() if wanted and each.teams.lower() == wanted), None)


def on_teams(person: Person) -> bool:
    """Whether an alert can be brought to somebody on Teams."""
    return bool(person.teams)
