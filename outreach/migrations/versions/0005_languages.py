"""Reworded labels and checked languages"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rewording",
        sa.Column("lang", sa.String(length=5), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lang", "key", name=op.f("pk_rewording")),
    )
    op.create_table(
        "checked_language",
        sa.Column("lang", sa.String(length=5), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("lang", name=op.f("pk_checked_language")),
    )


def downgrade() -> None:
    op.drop_table("checked_language")
    op.drop_table("rewording")
