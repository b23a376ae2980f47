"""Reads how learners may tell the bot something: the part `anonymous` of the organisation file."""

import re
from datetime import datetime, time

from dialogs.organisation import Anonymous, Channels, Weekly
from dialogs.yaml_table import Table

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_TEAMS_CHANNEL = re.compile(r"19:[!-$&-?A-~]+@thread\.[a-z0-9]+")
"""Without %: in the link to a channel its id is written with %3a and %40."""

MODES = ("code_only", "named")
MOST_ACCESS_DAYS = 180


def anonymous(table: Table) -> Anonymous:
    """What that part says. Nothing is offered that it does not name."""
    modes = table.texts("modes")
    for mode in modes:
        if mode not in MODES:
            table.fault(table.line_of("modes"), f"'modes' holds the unknown '{mode}' (known: {', '.join(MODES)})")
    days = table.number("access_days", 30)
    if not 1 <= days <= MOST_ACCESS_DAYS:
        table.fault(table.line_of("access_days"), f"'access_days' is 1 to {MOST_ACCESS_DAYS}")
    found = Anonymous(
        named="named" in modes,
        code_only="code_only" in modes,
        web_page=table.flag("web_page", default=False),
        delay=table.flag("delay", default=False),
        access_days=days,
        reminder=_weekly(table.table("reminder", needed=False)),
    )
    if found.web_page and not found.code_only:
        table.fault(table.line_of("web_page"), "the web page asks for no name: it needs 'code_only' among the modes")
    table.done()
    return found


def _weekly(table: Table) -> Weekly | None:
    if not table.keys():
        return None
    day = table.parsed("day", lambda text: WEEKDAYS.index(text) if text in WEEKDAYS else None, 0, "a day like mon")
    at = table.parsed("at", _time, time(9), 'a time like "09:00"')
    teams = table.text("teams", "")
    if teams and not A_TEAMS_CHANNEL.fullmatch(teams):
        table.fault(table.line_of("teams"), "'teams' must be the id of a channel, like \"19:...@thread.tacv2\"")
    weekly = Weekly(day, at, Channels(table.text("slack", ""), teams))
    table.done()
    return weekly


def _time(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError:
        return None
