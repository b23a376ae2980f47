"""The record of a case's chain proves how the rows of the case stand.

Of chains that are there that is empty, for a migration has no key to prove it: the next entry or change proves it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit_chains", sa.Column("stands", sa.String, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("audit_chains", "stands")
