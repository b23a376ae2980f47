"""A case is found by its reporter, through a blind index.

Cases that are there get an empty one: who reported them is sealed, and a migration has no key. `storage.cases` fills it
in when somebody first asks for their reports.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("reporter_index", sa.String, nullable=False, server_default=""))
    op.create_index("ix_cases_reporter_index", "cases", ["reporter_index"])


def downgrade() -> None:
    op.drop_index("ix_cases_reporter_index", "cases")
    op.drop_column("cases", "reporter_index")
