"""Where a platform takes what the bot sends of its own accord."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "addresses",
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("platform", name="pk_addresses"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("addresses")
