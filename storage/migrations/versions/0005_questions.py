"""Questions to a person, questions that were added to guidance, and counts of what was not answered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("asker_index", sa.String, nullable=False),
        sa.Column("asked", sa.String, nullable=False),
        sa.Column("answered", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_questions_asker_index", "questions", ["asker_index"])
    op.create_index("ix_questions_answered", "questions", ["answered"])
    op.create_table(
        "taught",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_taught"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "guidance_counts",
        sa.Column("policy", sa.String, nullable=False),
        sa.Column("passage", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("policy", "passage", "what", name="pk_guidance_counts"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("guidance_counts")
    op.drop_table("taught")
    op.drop_table("questions")
