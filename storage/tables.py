"""The tables. Times are whole microseconds since 1970 in UTC, so that both databases order and compare them alike.

How they come to be in a database is `storage.migrations`; which columns are sealed is `storage.inventory`. SQLite's
tables have no row id of their own, so the order in which rows were written is not stored beside them.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Column, Dialect, ForeignKey, Index, MetaData, Named, Table, TypedColumns
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

NO_TIME = datetime.max.replace(tzinfo=UTC)
"""What is read as a time and is none. We never write it, so no proof and no seal holds of it."""

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware time, stored as microseconds since 1970 in UTC."""

    impl = BigInteger  # type: ignore[mutable-override]  # SQLAlchemy's own way of saying it
    cache_ok: bool | None = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the stored form. Raises TypeError for a time without a zone."""
        del dialect
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the stored form; NO_TIME for what somebody else must have written."""
        del dialect
        try:
            return None if value is None else EPOCH + value * MICROSECOND
        except (OverflowError, TypeError):
            return NO_TIME


class InstallationColumns(TypedColumns):
    """One row: which keyring this database belongs to, and a number that trial writes count up."""

    id: Named[int] = Column(primary_key=True, autoincrement=False)
    keyring_mark: Named[str]
    trials: Named[int]


class DataKeyColumns(TypedColumns):
    """The key of a draft, a case or the system, wrapped by the key of an epoch."""

    owner: Named[str] = Column(primary_key=True)
    epoch: Named[int] = Column(index=True)
    wrapped: Named[bytes]


class DraftColumns(TypedColumns):
    """Reports being written."""

    id: Named[str] = Column(primary_key=True)
    person_index: Named[str] = Column(index=True)
    form: Named[str]
    policy: Named[str]
    changed: Named[datetime] = Column(Instant, index=True)
    case_id: Named[str]
    sent: Named[bool]
    content: Named[bytes]


class CaseColumns(TypedColumns):
    """Cases. `draft` is null for a case that no draft made; `reporter_index` is empty if it was kept without one."""

    id: Named[str] = Column(primary_key=True)
    reference: Named[str] = Column(unique=True)
    draft: Named[str | None] = Column(unique=True)
    policy: Named[str]
    severity: Named[str]
    opened: Named[datetime] = Column(Instant)
    complete: Named[bool]
    rung: Named[int]
    acknowledged_at: Named[datetime | None] = Column(Instant)
    closed: Named[datetime | None] = Column(Instant, index=True)
    reporter_index: Named[str] = Column(index=True)
    content: Named[bytes]


class ReportColumns(TypedColumns):
    """What was reported to a case, numbered from 1."""

    case_id: Named[str] = Column(ForeignKey("cases.id"), primary_key=True)
    number: Named[int] = Column(primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(Instant)
    answers: Named[bytes]


class SubjectColumns(TypedColumns):
    """Whom cases are about, so that those about one person can be found. Nothing of an anonymous case is here."""

    case_id: Named[str] = Column(ForeignKey("cases.id"), primary_key=True)
    name_index: Named[str] = Column(primary_key=True, index=True)


class OutboxColumns(TypedColumns):
    """What is owed, and what became of it."""

    once: Named[str] = Column(primary_key=True)
    kind: Named[str]
    addressee: Named[str]
    case_id: Named[str]
    draft_id: Named[str] = Column(index=True)
    person: Named[str]
    rung: Named[int]
    priority: Named[int]
    due: Named[datetime] = Column(Instant)
    next_try: Named[datetime] = Column(Instant)
    state: Named[str]
    attempts: Named[int]
    fence: Named[int]
    worker: Named[str]
    leased_until: Named[datetime | None] = Column(Instant)
    unsure: Named[bool]
    problem: Named[str]
    ended: Named[datetime | None] = Column(Instant)
    platform_id: Named[str]


class AuditChainColumns(TypedColumns):
    """How long each chain of the audit is, what its last entry is and how the case's rows stand, proved by `seal`."""

    chain: Named[str] = Column(primary_key=True)
    length: Named[int]
    head: Named[str]
    stands: Named[str]
    seal: Named[str]


class AuditEntryColumns(TypedColumns):
    """The entries of every chain, each numbered from 1."""

    chain: Named[str] = Column(primary_key=True)
    number: Named[int] = Column(primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(Instant)
    what: Named[str]
    content: Named[bytes]
    mac: Named[str]


class PolicyFileColumns(TypedColumns):
    """The files of every version of the policy that a draft or a case was made under."""

    policy: Named[str] = Column(primary_key=True)
    path: Named[str] = Column(primary_key=True)
    content: Named[bytes]


class AddressColumns(TypedColumns):
    """Where each platform takes what the bot sends of its own accord."""

    platform: Named[str] = Column(primary_key=True)
    url: Named[str]


class ConcernColumns(TypedColumns):
    """What the code of an anonymous concern opens, until it does so no more. Days are written like 2026-11-23."""

    id: Named[str] = Column(primary_key=True)
    case_id: Named[str] = Column(ForeignKey("cases.id"), unique=True)
    day: Named[str]
    finished: Named[str]
    learner_key: Named[bytes]
    content: Named[bytes]


class ConcernMessageColumns(TypedColumns):
    """What was written to and fro with a code."""

    id: Named[str] = Column(primary_key=True)
    case_id: Named[str] = Column(ForeignKey("cases.id"), index=True)
    content: Named[bytes]


class PauseColumns(TypedColumns):
    """One row at most: who wants the anonymous form to rest, since when, and until when it does."""

    id: Named[int] = Column(primary_key=True, autoincrement=False)
    first: Named[str]
    asked: Named[datetime] = Column(Instant)
    second: Named[str]
    until: Named[datetime | None] = Column(Instant)


class QuestionColumns(TypedColumns):
    """What somebody asked of a person. Days are written like 2026-11-23; `answered` is empty until it is."""

    id: Named[str] = Column(primary_key=True)
    asker_index: Named[str] = Column(index=True)
    asked: Named[str]
    answered: Named[str] = Column(index=True)
    content: Named[bytes]


class TaughtColumns(TypedColumns):
    """Questions that were added to guidance."""

    id: Named[str] = Column(primary_key=True)
    content: Named[bytes]


class GuidanceCountColumns(TypedColumns):
    """How often what became of questions near a passage of a version of the policy."""

    policy: Named[str] = Column(primary_key=True)
    passage: Named[str] = Column(primary_key=True)
    what: Named[str] = Column(primary_key=True)
    times: Named[int]


class LettingInColumns(TypedColumns):
    """Who asks that a case is opened to them; `until` is a full hour, the first at which that is over."""

    id: Named[str] = Column(primary_key=True)
    until: Named[datetime] = Column(Instant)
    content: Named[bytes]


class DownloadColumns(TypedColumns):
    """What somebody may fetch as a file, once, until it `expires`; `id` is a digest of the token that it takes."""

    id: Named[str] = Column(primary_key=True)
    expires: Named[datetime] = Column(Instant)
    content: Named[bytes]


INSTALLATION = Table("installation", METADATA, InstallationColumns)
DATA_KEYS = Table("data_keys", METADATA, DataKeyColumns, sqlite_with_rowid=False)
DRAFTS = Table("drafts", METADATA, DraftColumns, sqlite_with_rowid=False)
CASES = Table("cases", METADATA, CaseColumns, sqlite_with_rowid=False)
REPORTS = Table("reports", METADATA, ReportColumns, sqlite_with_rowid=False)
SUBJECTS = Table("subjects", METADATA, SubjectColumns, sqlite_with_rowid=False)
OUTBOX = Table("outbox", METADATA, OutboxColumns, sqlite_with_rowid=False)
AUDIT_CHAINS = Table("audit_chains", METADATA, AuditChainColumns, sqlite_with_rowid=False)
AUDIT_ENTRIES = Table("audit_entries", METADATA, AuditEntryColumns, sqlite_with_rowid=False)
POLICY_FILES = Table("policy_files", METADATA, PolicyFileColumns, sqlite_with_rowid=False)
ADDRESSES = Table("addresses", METADATA, AddressColumns, sqlite_with_rowid=False)
CONCERNS = Table("concerns", METADATA, ConcernColumns, sqlite_with_rowid=False)
CONCERN_MESSAGES = Table("concern_messages", METADATA, ConcernMessageColumns, sqlite_with_rowid=False)
PAUSES = Table("pauses", METADATA, PauseColumns, sqlite_with_rowid=False)
QUESTIONS = Table("questions", METADATA, QuestionColumns, sqlite_with_rowid=False)
TAUGHT = Table("taught", METADATA, TaughtColumns, sqlite_with_rowid=False)
GUIDANCE_COUNTS = Table("guidance_counts", METADATA, GuidanceCountColumns, sqlite_with_rowid=False)
LETTING_IN = Table("letting_in", METADATA, LettingInColumns, sqlite_with_rowid=False)
DOWNLOADS = Table("downloads", METADATA, DownloadColumns, sqlite_with_rowid=False)

Index("ix_outbox_state_next_try", OUTBOX.c.state, OUTBOX.c.next_try)
Index("ix_outbox_case_id", OUTBOX.c.case_id, OUTBOX.c.kind, OUTBOX.c.state, OUTBOX.c.rung)
