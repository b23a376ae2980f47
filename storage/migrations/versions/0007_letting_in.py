"""What is asked of a second person: that a case is opened to somebody who may not know of it yet."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letting_in",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_letting_in"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("letting_in")
