"""Whom to turn to: for help now, to tell somebody, to ask a question. None of it needs the database."""

from dialogs import wording, wording_guidance, wording_home
from dialogs.ladder import ladder
from dialogs.organisation import Person
from handlers.desk import Desk, Facts
from handlers.numbers import numbers
from handlers.people import titled
from handlers.reply import Number, Reply, Said, Way


async def ring(desk: Desk) -> Reply:
    """Whom to ring now, outside and inside."""
    on_duty = tuple(wording.ring(person.name, person.phone) for person in first(desk) if person.phone)
    return Said(wording_home.HELP_NOW, (wording_home.HELP_NOW_WHAT, *on_duty), always(desk), (Way.REPORT, Way.TELL))


async def tell(desk: Desk) -> Reply:
    """How to tell somebody about what happens to oneself or a friend, with a name or without."""
    return Said(wording_home.TELL_SOMEONE, wording_home.TELL_SOMEONE_HOW, always(desk), (Way.REPORT, Way.HELP))


async def ask(desk: Desk) -> Reply:
    """Whom to ask what the policy says."""
    people = first(desk)
    phone = "".join(person.phone for person in people)
    said = wording_home.ask_somebody(titled(people, desk.policy), phone)
    return Said(wording_home.ASK, said, (), (Way.REPORT, Way.HELP))


def always(desk: Facts) -> tuple[Number, ...]:
    """The numbers that can be rung at any time, as they hold today."""
    today = desk.clock.now().date()
    return numbers(desk.policy.reporting.always_shown, desk.policy, desk.organisation, today)


def first(desk: Facts) -> tuple[Person, ...]:
    """Whoever would be told first of an ordinary report now."""
    route = next(iter(desk.policy.routes.values()))
    rungs = ladder(route, desk.organisation, frozenset(), desk.clock.now())
    return rungs[0].people[:1] if rungs else ()


def in_trouble(desk: Facts) -> tuple[Number, ...]:
    """Whom somebody may ring who may be in trouble, as it holds today."""
    return signposts(desk, desk.policy.guidance.trouble)


def signposts(desk: Facts, ids: tuple[str, ...]) -> tuple[Number, ...]:
    """These of the policy's, or those that can always be rung if there are none."""
    today = desk.clock.now().date()
    return numbers(ids, desk.policy, desk.organisation, today) or always(desk)


def who_can_say(desk: Facts) -> tuple[str, ...]:
    """A line on who can say more; none if there is nobody."""
    people = first(desk)
    phone = "".join(person.phone for person in people)
    return (wording_guidance.ask_somebody(titled(people, desk.policy), phone),) if people else ()
