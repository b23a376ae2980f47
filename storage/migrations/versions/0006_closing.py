"""Cases can be closed, and those about one person can be found, through a blind index.

Cases that are there are open, and are found by nobody's name until somebody who works one says whom it is about.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("closed", sa.BigInteger, nullable=True))
    op.create_index("ix_cases_closed", "cases", ["closed"])
    op.create_table(
        "subjects",
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("name_index", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "name_index", name="pk_subjects"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_subjects_case_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_subjects_name_index", "subjects", ["name_index"])


def downgrade() -> None:
    op.drop_table("subjects")
    op.drop_index("ix_cases_closed", "cases")
    op.drop_column("cases", "closed")
