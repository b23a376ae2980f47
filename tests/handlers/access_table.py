"""Who may do what with which case, written by hand: nothing in here is worked out by the code that it is held against.

Of a case there are three answers: nothing is known of it ("no case"), it is known and somebody else does that
("refused"), and it is done ("done").
"""

from dialogs.casework.powers import Task

PEOPLE = (
    *("coordinator", "deputy", "safeguarding_lead", "champion"),
    *("prevent_lead", "it", "learner_services", "tutor", "learner", "stranger"),
)
"""A person for each role, besides whoever is on duty; the stranger is not in the organisation file."""

RELATIONS = (
    *("none", "reporter", "told", "excluded", "told and excluded", "reporter and excluded", "has it"),
    *("was asked to take it over", "has handed it over", "reads a linked case only"),
)

LISTED, OPENED, TAKEN, DECLINED = "home", "open", "acknowledge", "cannot take"
OWN, OWN_ANSWER = "own report", "answer of the reporter"
LOGGED, CHOOSES = "incident log", "choose from the incident log"
TAKES_LOG, FETCHES = "take the incident log along", "fetch a copy"
ASKS_TO_BE_LET_IN, SENT_THAT = "form to be let in", "ask to be let in"
DECIDES = "step that only some decide"
SENDS = "send: "

FIRST = (LISTED, OPENED, TAKEN, DECLINED, OWN, OWN_ANSWER)
WORK = (*(task.value for task in Task), DECIDES)
OF_ALL_CASES = (LOGGED, CHOOSES, TAKES_LOG, FETCHES, ASKS_TO_BE_LET_IN, SENT_THAT)
COMMANDS = (*FIRST, *OF_ALL_CASES, *WORK, *(SENDS + each for each in WORK))

READS = {
    "channel": {"coordinator", "deputy", "safeguarding_lead"},
    "restricted": {"coordinator", "safeguarding_lead"},
    "prevent": {"coordinator", "safeguarding_lead", "prevent_lead"},
    "staff_conduct": {"safeguarding_lead"},
}
"""Who may know of a case of a route although nobody has told them."""

HANDLES = {"coordinator", "deputy", "safeguarding_lead", "champion", "prevent_lead"}
"""Who may know of any case once they have been told, or have taken it."""

TOLD = {"told", "has it", "was asked to take it over", "has handed it over"}
KEPT_OUT = {"excluded", "told and excluded", "reporter and excluded"}

DECIDE = {
    "channel": {"coordinator", "safeguarding_lead"},  # whether parents are told
    "restricted": {"safeguarding_lead", "champion"},  # what is seen in an image
    "prevent": {"safeguarding_lead", "prevent_lead", "champion"},  # whether a referral is made
    "staff_conduct": {"safeguarding_lead", "champion"},  # whether the threshold may be met
}
"""Who may decide the one step of each route's case that is asked for here."""

GO_AHEAD = {"restricted": {"safeguarding_lead", "champion"}}
"""Who may let the policy's own steps begin, where they wait at all."""


COPY = {"coordinator", "safeguarding_lead", "champion"}
"""Who may make a copy of a case that they may know of."""


REVIEW = {"coordinator", "safeguarding_lead", "champion"}
"""Who may decide how long a record is kept."""


def knows(route: str, role: str, relation: str) -> bool:
    """Whether the person may know of the case."""
    if relation in KEPT_OUT:
        return False
    return role in (HANDLES if relation in TOLD else READS[route])


def expected(route: str, role: str, relation: str, command: str) -> str:
    """What they get."""
    if command in {OWN, OWN_ANSWER}:
        return "done" if relation == "reporter" else "no case"
    if command in {LOGGED, CHOOSES, TAKES_LOG} and role not in HANDLES:
        return "refused"
    if command in {CHOOSES, TAKES_LOG}:
        return "done"
    if command in {ASKS_TO_BE_LET_IN, SENT_THAT}:  # whoever must not know of the case, too: it tells nothing of it
        return "done" if role in HANDLES else "no case"
    if not knows(route, role, relation):
        return "no case"
    if command == FETCHES:  # with a link from before: there is no file, and it is not said why
        return "done" if role in COPY else "no case"
    match command.removeprefix(SENDS):
        case "step that only some decide":
            return _if(role in DECIDE[route])
        case "go-ahead":
            return _if(role in GO_AHEAD.get(route, set()))
        case "copy":
            return _if(role in COPY)
        case "dates" | "hold" | "review" | "destroy":
            return _if(role in REVIEW)
        case "take-over":
            return _if(relation != "has it")
        case _:
            return "done"


def _if(allowed: bool) -> str:  # noqa: FBT001 -- there is nothing else that it could be
    return "done" if allowed else "refused"
