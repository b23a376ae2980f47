"""Anonymous concerns: what a code opens, what was written with it, and the pause of their form."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concerns",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("finished", sa.String, nullable=False),
        sa.Column("learner_key", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_concerns"),
        sa.UniqueConstraint("case_id", name="uq_concerns_case_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_concerns_case_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "concern_messages",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_concern_messages"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_concern_messages_case_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_concern_messages_case_id", "concern_messages", ["case_id"])
    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("first", sa.String, nullable=False),
        sa.Column("asked", sa.BigInteger, nullable=False),
        sa.Column("second", sa.String, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pauses"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("pauses")
    op.drop_table("concern_messages")
    op.drop_table("concerns")
