"""The made-up people whom one can be on the practice page: everybody in its organisation file.

It decides nothing about what they may do, except whether the channel is there to be looked at; that is what a
platform's own channel membership does elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dialogs.organisation import Organisation, Person
from dialogs.policy import Role
from handlers.turn import Who


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody one can be. `part` says in words which part they play; `in_channel` whether they can look into it."""

    key: str
    name: str
    part: str
    handles: bool
    in_channel: bool

    @property
    def who(self) -> Who:
        """The person as the handlers know them."""
        return Who(self.key, self.name)

    @property
    def initials(self) -> str:
        """The first letters of the name, at most two."""
        return "".join(word[0] for word in self.name.split())[:2]


def personas(
    organisation: Organisation, roles: Iterable[Role], channel: frozenset[str] = frozenset()
) -> Mapping[str, Persona]:
    """Everybody in the organisation by key, in the order of the file, with the titles that the policy gives them.

    `channel` are the ids of the roles whose holders are in the safeguarding channel.
    """
    known = {role.id: role for role in roles}
    return {person.key: _persona(person, known, channel) for person in organisation.people.values()}


def _persona(person: Person, known: Mapping[str, Role], channel: frozenset[str]) -> Persona:
    held = [known[role].title if role in known else _in_words(role) for role in person.roles]
    handles = any(role in known and known[role].handles for role in person.roles)
    return Persona(
        person.key, person.name, ", ".join(held) or "Member of staff", handles, not channel.isdisjoint(person.roles)
    )


def _in_words(role: str) -> str:
    return role.replace("_", " ").capitalize()
