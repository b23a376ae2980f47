"""The bot with one leak each of the order in which concerns came: the rank correlations find each."""

from tests.anonymity.mutants import SENDING, Edit, Mutant

IN_ORDER = (
    Mutant(
        "the time at which it came is kept",
        "cases.opened",
        (Edit(SENDING, "        opened=day,\n", "        opened=desk.clock.now(),\n"),),
    ),
    Mutant(
        "the times of what was owed are not taken out",
        "outbox.due",
        (Edit("storage/blurring.py", '{"due": day, "next_try": day,', '{"worker": "",'),),
    ),
    Mutant(
        "the platform's ids of messages are not taken out",
        "outbox.platform_id",
        (Edit("storage/blurring.py", '.values(platform_id="")', '.values(worker="")'),),
    ),
    Mutant(
        "ids count up",
        "cases.id",
        (
            Edit(
                "storage/receipts.py",
                "    return hmac.new(keyring.ref, text, hashlib.sha256).hexdigest()[:32]\n",
                "    import time\n    return f'{time.time_ns():032x}'\n",
            ),
        ),
    ),
    Mutant(
        "the system's audit names each as it begins",
        "opened audit of the system",
        (Edit(SENDING, "            await unordered.begin(tx, case.id)\n", ""),),
    ),
    Mutant(
        "rows stand in the order in which they came",
        "order of concerns",
        (
            Edit(
                "storage/migrations/versions/0004_anonymous_concerns.py",
                'name="fk_concerns_case_id"),\n        sqlite_with_rowid=False,\n',
                'name="fk_concerns_case_id"),\n',
            ),
        ),
    ),
    Mutant(
        "it stays known when the timers of a case began",
        "opened case.since",
        (
            Edit(
                "handlers/cases.py",
                "    since = blurred(case.started, desk.organisation.hours) if",
                "    since = case.since if",
            ),
        ),
    ),
)
"""Those that are found in the order of what is kept."""
