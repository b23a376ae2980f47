"""The first tables. Times are microseconds since 1970; see `storage.tables` for what each column means."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    keys()
    reporting()
    outbox()
    audit()
    op.create_table(
        "policy_files",
        sa.Column("policy", sa.String, nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("policy", "path", name="pk_policy_files"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in (
        "policy_files",
        "audit_entries",
        "audit_chains",
        "outbox",
        "reports",
        "cases",
        "drafts",
        "data_keys",
        "installation",
    ):
        op.drop_table(table)


def keys() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("keyring_mark", sa.String, nullable=False),
        sa.Column("trials", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
    )
    op.create_table(
        "data_keys",
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_data_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_data_keys_epoch", "data_keys", ["epoch"])


def reporting() -> None:
    drafts()
    op.create_table(
        "cases",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("draft", sa.String, nullable=True),
        sa.Column("policy", sa.String, nullable=False),
        sa.Column("severity", sa.String, nullable=False),
        sa.Column("opened", sa.BigInteger, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("rung", sa.Integer, nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger, nullable=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("reference", name="uq_cases_reference"),
        sa.UniqueConstraint("draft", name="uq_cases_draft"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reports",
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("answers", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_reports"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_reports_case_id"),
        sqlite_with_rowid=False,
    )


def drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person_index", sa.String, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("policy", sa.String, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("sent", sa.Boolean, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drafts_person_index", "drafts", ["person_index"])
    op.create_index("ix_drafts_changed", "drafts", ["changed"])


def outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("once", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("addressee", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("draft_id", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("rung", sa.Integer, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("next_try", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("worker", sa.String, nullable=False),
        sa.Column("leased_until", sa.BigInteger, nullable=True),
        sa.Column("unsure", sa.Boolean, nullable=False),
        sa.Column("problem", sa.String, nullable=False),
        sa.Column("ended", sa.BigInteger, nullable=True),
        sa.Column("platform_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("once", name="pk_outbox"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_outbox_case_id", "outbox", ["case_id", "kind", "state", "rung"])
    op.create_index("ix_outbox_draft_id", "outbox", ["draft_id"])
    op.create_index("ix_outbox_state_next_try", "outbox", ["state", "next_try"])


def audit() -> None:
    op.create_table(
        "audit_chains",
        sa.Column("chain", sa.String, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("head", sa.String, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("chain", name="pk_audit_chains"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_entries",
        sa.Column("chain", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("mac", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("chain", "number", name="pk_audit_entries"),
        sqlite_with_rowid=False,
    )
