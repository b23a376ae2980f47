"""The bot with one leak each: mistakes that somebody could make, as edits of its source. The same scan finds each."""

import compileall
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.servers.bot_program import CHECKOUT

PACKAGES = ("bot", "dialogs", "handlers", "storage")


@dataclass(frozen=True)
class Edit:
    """One place of the source changed: `old`, which must stand there, becomes `new`."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Mutant:
    """What leaks, and the name of a sink that it is found in."""

    what: str
    sink: str
    edits: tuple[Edit, ...]


DOOR, SENDING = "bot/door.py", "handlers/concern/sending.py"
ANSWERS = "        outcome = await concern.answer(self._at, told)\n"
"""In the door: a turn has lost its person. `{leak}` is done before."""
CODE = "    code = receipt.spelled(receipts.code_secret(keyring, ready.nonce))\n"
"""In sending: it is stored, and its code is known."""
FIRST = "    case = _case(at, known, ready, assessment)\n"


def at_door(leak: str) -> Edit:
    """A leak where the person is still known, on every turn of a concern."""
    return Edit(DOOR, ANSWERS, _indented(leak, 8) + ANSWERS)


def stores_at_door(value: str) -> Edit:
    """A value that is stored in a plain column, one row for each."""
    return at_door(
        "import base64, hashlib\n"
        "from storage import addresses\n"
        f"value = {value}\n"
        "async with self._at.desk.database.transaction() as tx:\n"
        "    await addresses.remember(tx, 'kept ' + value[:8], value)\n"
    )


def when_stored(leak: str) -> Edit:
    """A leak once a concern is stored and its code is known."""
    return Edit(SENDING, CODE, CODE + _indented(leak, 4))


def _indented(text: str, by: int) -> str:
    return "".join(" " * by + line + "\n" for line in text.splitlines())


MUTANTS = (
    Mutant(
        "every body is logged",
        "standard error, with the log",
        (
            Edit(
                "bot/slack/bolt.py",
                "        answer = await listener(body)\n",
                "        import sys\n        print(dict(body), file=sys.stderr)\n"
                "        answer = await listener(body)\n",
            ),
        ),
    ),
    Mutant(
        "the libraries are not silenced",
        "standard error, with the log",
        (
            Edit("bot/log.py", "    logging.getLogger().handlers.clear()\n", ""),
            Edit("bot/log.py", "    logging.disable(sys.maxsize)\n", ""),
            Edit("bot/slack/api.py", "logger=_silent()", "logger=None"),
        ),
    ),
    Mutant(
        "Bolt's own log is not silenced",
        "standard error, with the log",
        (
            Edit("bot/log.py", "    logging.getLogger().handlers.clear()\n", ""),
            Edit("bot/log.py", "    logging.disable(sys.maxsize)\n", ""),
            Edit("bot/slack/bolt.py", "silent.disabled = True", "silent.disabled = False"),
        ),
    ),
    Mutant(
        "a SHA-256 of the user is stored",
        "rows",
        (stores_at_door("hashlib.sha256(who.key.partition(':')[2].partition(':')[2].encode()).hexdigest()"),),
    ),
    Mutant(
        "an MD5 of the person's key is stored", "rows", (stores_at_door("hashlib.md5(who.key.encode()).hexdigest()"),)
    ),
    Mutant(
        "the user's name is stored in base64", "rows", (stores_at_door("base64.b64encode(who.name.encode()).decode()"),)
    ),
    Mutant(
        "the nonce is stored", "rows", (Edit(SENDING, '        draft="",\n', "        draft=ready.nonce.hex(),\n"),)
    ),
    Mutant(
        "event ids are kept so that nothing is answered twice",
        "left in data: events",
        (
            Edit(
                "bot/slack/events.py",
                "            self._answered[name] = None\n",
                "            self._answered[name] = None\n            import os\n"
                "            with open(os.environ['ESAFETY_DATA_DIR'] + '/events', 'a') as kept:\n"
                "                kept.write(name + '\\n')\n",
            ),
        ),
    ),
    Mutant(
        "an alert says what was written",
        "sent to Slack",
        (
            Edit(
                "dialogs/summary.py",
                "    return Message((*lines, wording.SAFE_LINE), buttons_for(case))\n",
                "    account = str(case.reports[0].answers.get('account', ''))\n"
                "    return Message((*lines, account, wording.SAFE_LINE), buttons_for(case))\n",
            ),
        ),
    ),
    Mutant(
        "a code is logged",
        "standard error, with the log",
        (when_stored("import sys\nprint(f'sent with code={code}', file=sys.stderr)\n"),),
    ),
    Mutant(
        "a code is kept in the audit, in base64",
        "rows",
        (
            Edit(
                SENDING,
                '    await note(desk, tx, case, "", "received", facts)\n',
                "    import base64\n"
                "    code = receipt.spelled(receipts.code_secret(at.stretching.keyring, ready.nonce))\n"
                '    await note(desk, tx, case, "", "received " + base64.b64encode(code.encode()).decode(), facts)\n',
            ),
        ),
    ),
    Mutant(
        "a form that is being filled in is kept as a draft",
        "rows",
        (
            at_door(
                "from dialogs.case import Draft\n"
                "from storage import drafts\n"
                "if isinstance(told, WentOn):\n"
                "    desk = self._at.desk\n"
                "    draft = Draft(told.form, who.key, 'learner_concern', desk.policy.hash, {}, {}, desk.clock.now())\n"
                "    async with desk.database.transaction() as tx:\n"
                "        await drafts.save(tx, draft)\n"
            ),
        ),
    ),
    Mutant(
        "the person is kept with what is owed",
        "rows",
        (
            at_door("from handlers.concern import sending\nsending.WHO = who.key\n"),
            Edit(
                SENDING,
                "    for each in owed:\n        await outbox.owe(tx, each)\n    channel =",
                "    for each in owed:\n"
                "        await outbox.owe(tx, replace(each, person=WHO) if each.to is To.CHANNEL else each)\n"
                "    channel =",
            ),
        ),
    ),
    Mutant(
        "an error is logged with its text",
        "standard error, with the log",
        (
            Edit("bot/log.py", '[f"error={type(error).__name__}",', '[f"error={error!r}",'),
            at_door(
                "if getattr(told, 'values', {}).get('account'):\n    self._at.desk.failed(ValueError(told.values))\n"
            ),
        ),
    ),
    Mutant(
        "the figures are kept by user",
        "metrics and health",
        (
            at_door("self.SEEN = getattr(self, 'SEEN', {})\nself.SEEN[who.key] = self.SEEN.get(who.key, 0) + 1\n"),
            Edit(
                "bot/slack/serving.py",
                "        self._turns = InTime(",
                "        self._door = door\n        self._turns = InTime(",
            ),
            Edit(
                "bot/slack/serving.py",
                '        return {f"esafety_slack_refused_',
                "        counts = getattr(self._door, 'SEEN', {})\n"
                "        seen = {f'turns{{user=\"{key}\"}}': float(n) for key, n in counts.items()}\n"
                '        return seen | {f"esafety_slack_refused_',
            ),
        ),
    ),
    Mutant(
        "what was written is left in a temporary file",
        "left in tmp: ",
        (
            when_stored(
                "import tempfile\n"
                "with tempfile.NamedTemporaryFile('w', delete=False) as kept:\n"
                "    kept.write(str(ready.answers))\n"
            ),
        ),
    ),
    Mutant(
        "what was written later is part of an id",
        "left in data: esafety.db",
        (
            Edit(
                "storage/concerns.py",
                "    message_id = secrets.token_hex(16)\n",
                "    message_id = secrets.token_hex(16) + message.text.encode().hex()\n",
            ),
        ),
    ),
    Mutant(
        "whoever told us something gets a direct message",
        "sent to Slack",
        (
            Edit(
                "bot/slack/modals.py",
                "    talk.typed.taken(*_form(talk, body))\n    reply =",
                "    talk.typed.taken(*_form(talk, body))\n"
                "    from bot.slack import messages\n"
                "    from bot.slack.people import user_id\n"
                "    if passing(body):\n"
                "        await talk.api.post(user_id(body), messages.menu(('Thank you for telling us',)))\n"
                "    reply =",
            ),
        ),
    ),
)
"""Those that are found in bytes. Those that are found in an order stand in `mutants_in_order`."""


def compiled(folder: Path) -> Path:
    """The packages as they are, copied and compiled once for all mutants."""
    for package in PACKAGES:
        shutil.copytree(CHECKOUT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(folder / package, quiet=2)
    return folder


def mutated(compiled: Path, folder: Path, mutant: Mutant) -> Path:
    """A copy with its edits. What was compiled goes along, and is taken by Python where the source is as it was."""
    shutil.copytree(compiled, folder)
    for edit in mutant.edits:
        file = folder / edit.file
        source = file.read_text(encoding="utf-8")
        assert edit.old in source, f"{edit.file} does not hold {edit.old!r} any more"
        file.write_text(source.replace(edit.old, edit.new, 1), encoding="utf-8")
    return folder
