"""What was recorded of a case: its chronology, the list of evidence, and what was asked of the reporter."""

from collections.abc import Callable

from dialogs import wording
from dialogs import wording_record as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail, Entry
from dialogs.casework.work import ACTS
from dialogs.policy import Policy
from dialogs.severity import Severity
from dialogs.typed import shown
from handlers.case_look import Look
from handlers.case_parts import Happened
from handlers.case_words import said
from handlers.listing import Group, Row
from handlers.reply import Written


async def chronology(look: Look) -> tuple[Happened, ...]:
    """Everything that happened, in its order, but what concerns a case that this person may not know of."""
    return tuple([await _happened(look, entry) for entry in look.entries if await _may_read(look, entry)])


async def done_last(look: Look) -> str:
    """What whoever looks has recorded, if they have done nothing else with the case since; else nothing."""
    newest = next((entry for entry in reversed(look.entries) if entry.actor == look.person), None)
    if newest is None or newest.what not in ACTS or not await _may_read(look, newest):
        return ""
    return words.recorded_last((await _happened(look, newest)).text)


def thread(look: Look) -> tuple[Written, ...]:
    """What was asked of the reporter and answered."""
    zone = look.desk.organisation.hours.time_zone
    return tuple(
        Written(entry.what == Act.ASKED, wording.day(entry.at, zone), shown(entry.detail.get(Detail.TEXT, "")))
        for entry in look.work.thread
        if not entry.damaged
    )


def evidence(look: Look) -> tuple[Group, ...]:
    """What evidence there is, where it is and who holds it; nothing if none was listed."""
    rows = tuple(_row(look, number, entry) for number, entry in enumerate(look.work.evidence, 1))
    return (Group(words.EVIDENCE, rows),) if rows else ()


def _row(look: Look, number: int, entry: Entry) -> Row:
    """Where it is now; if it has moved, where it was before that, and how it went."""
    moves = look.work.moves_of(entry)
    what = words.item(number, shown(entry.detail.get(Detail.ITEM, "")))
    secured = words.day(entry.detail.get(Detail.ON, ""))
    listed = words.kept(*_where(entry.detail.get), secured, look.name(entry.actor), look.day(entry.at))
    now = words.moved("", *_where(lambda each, _: look.work.now(entry, each)), "", "") if moves else listed
    may = look.refusal(Task.EVIDENCE) is None
    button = look.button(Task.EVIDENCE, words.UPDATE, str(entry.number)) if may else None
    return Row(what, now, button, more=tuple([listed, *(_moved(look, each) for each in moves)] if moves else ()))


def _where(written: Callable[[Detail, str], str]) -> tuple[str, str]:
    return shown(written(Detail.WHERE, "")), shown(written(Detail.HOLDER, ""))


def _moved(look: Look, entry: Entry) -> str:
    given, on = shown(entry.detail.get(Detail.TEXT, "")), entry.detail.get(Detail.ON, "")
    by = words.recorded_by(look.name(entry.actor), look.day(entry.at))
    return words.moved(by, *_where(entry.detail.get), given, words.on(words.day(on)) if on else "")


async def _may_read(look: Look, entry: Entry) -> bool:
    """Whether nothing in it tells of another case that there is."""
    linking = entry.what in {Act.LINK, Act.UNLINK}
    return not linking or await look.other(entry.detail.get(Detail.CASE, "")) is not None


async def _happened(look: Look, entry: Entry) -> Happened:
    who, exact = look.name(entry.actor), not look.case.anonymous
    if entry.what not in ACTS:
        what, whom = words.plainly(entry.what, _listed(look, entry, "to"))
        return Happened(entry.at, wording.happened(what, who, whom), exact=exact)
    text = wording.happened(await _act(look, Act(entry.what), entry), who, "")
    return Happened(entry.at, text, exact, said(look.policy, entry))


async def _act(look: Look, act: Act, entry: Entry) -> str:
    """What was done, to what or to whom."""
    if act is Act.STEP:
        return words.step(entry.detail.get(Detail.STEP, ""), entry.detail.get(Detail.HOW, ""))
    if act in {Act.SEVERITY, Act.CATEGORY}:
        before, after = (_kind(look.policy, entry.detail.get(each, "")) for each in (Detail.FROM, Detail.TO))
        return words.changed(act, before, after)
    if act in {Act.LINK, Act.UNLINK}:
        other = await look.other(entry.detail.get(Detail.CASE, ""))
        return words.concerning(act, other.reference if other else "")
    if act in {Act.KEPT_OUT, Act.LET_BACK, Act.HAND_OVER}:
        return words.concerning(act, _listed(look, entry, Detail.TO))
    if act is Act.BROKE_GLASS:
        return words.let_in(act, _listed(look, entry, Detail.FROM))
    if act is Act.MOVED:
        listed = [str(each.number) for each in look.work.evidence]
        name = entry.detail.get(Detail.ITEM, "")
        return words.of_item(act, listed.index(name) + 1 if name in listed else 0)
    return words.taken(act, _listed(look, entry, Detail.FROM)) if act is Act.TOOK_OVER else act


def _kind(policy: Policy, name: str) -> str:
    """How serious or what kind: what the policy calls it."""
    if name in policy.categories:
        return policy.categories[name].label
    return f"{name} ({policy.severities[Severity(name)].meaning})" if name in set(Severity) else name


def _listed(look: Look, entry: Entry, detail: str) -> str:
    """The names of the people whose keys these are, or nothing."""
    names = [look.name(key) for key in entry.detail.get(detail, "").split(",") if key]
    return wording.listed(names) if names else ""
