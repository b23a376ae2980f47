"""Whether those in the safeguarding channel are those who, by the organisation file, may read what is posted there."""

from collections.abc import Callable, Iterator

from dialogs.ladder import readers
from dialogs.organisation import Organisation, Person
from dialogs.policy import Policy


def compared(
    members: frozenset[str], organisation: Organisation, policy: Policy, id_of: Callable[[Person], str], *, mend: str
) -> Iterator[str]:
    """Who is in the channel and may not read all that is posted there, and who is not and may.

    `members` are ids of the platform, and `id_of` gives a person's, which is empty where they have none. `mend` says
    what to do about those who are not there.
    """
    of_routes = [
        frozenset(id_of(person) for person in readers(route, organisation, frozenset()) if id_of(person))
        for route in policy.routes.values()
        if route.channel
    ]
    may_read_all = frozenset.intersection(*of_routes) if of_routes else frozenset()
    strangers = sorted(members - may_read_all)
    if strangers:
        yield (
            "In the safeguarding channel are members who, by the organisation file, may not read every case that is "
            f"posted there: {', '.join(strangers)}. While they are in it, alerts go to each reader directly instead."
        )
    absent = sorted(frozenset().union(*of_routes) - members)
    if absent:
        yield (
            "By the organisation file, these members read what is posted in the safeguarding channel, and are not in "
            f"it: {', '.join(absent)}. {mend}"
        )
