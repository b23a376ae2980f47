"""Who answers what the policy does not: whoever holds the roles that the policy's guidance names."""

from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from dialogs.organisation import Person
from handlers.desk import Facts

MOST_CARRIED = 150
"""Characters of a question that go along with the button, so that it need not be written again."""


def answering(desk: Facts) -> tuple[Person, ...]:
    """The people, each once."""
    roles = desk.policy.guidance.answers
    people = (person for role in roles for person in desk.organisation.holders(role))
    return tuple({person.key: person for person in people}.values())


def hand_over(desk: Facts, question: str) -> tuple[Button, ...]:
    """The button that asks them; none if there is nobody."""
    if not answering(desk):
        return ()
    carried = question if len(question) <= MOST_CARRIED else ""
    return (Button(Press.HAND_OVER, title(desk), carried),)


def title(desk: Facts) -> str:
    """What asking them is called."""
    answers = desk.policy.guidance.answers
    return words.hand_over(desk.policy.roles[answers[0]].title) if answers else words.WAITING_TITLE
