"""Different people of a group, kept when the rows of their period are erased"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table. `outreach figures rebuild` then counts contacts without a code by group."""
    op.create_table(
        "group_people",
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("population", sa.String(length=12), nullable=False),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "population", name=op.f("pk_group_people")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """The table goes, with what it holds."""
    op.drop_table("group_people")
