"""On which platforms somebody can be reached."""

from bot.config import Config
from dialogs.organisation import Person
from dialogs.readiness import Reach


def reach(config: Config) -> Reach:
    """Whether an alert can be brought to a person: on a platform that is set up, or on either while none is."""
    neither = config.slack is None and config.teams is None

    def reaches(person: Person) -> bool:
        on_slack = bool(person.slack) and (neither or config.slack is not None)
        on_teams = bool(person.teams) and (neither or config.teams is not None)
        return on_slack or on_teams

    return reaches
