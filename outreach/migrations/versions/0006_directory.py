"""More about each service: what it costs, when peers meet, closed days, notes, and who changed it meanwhile"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns are added, never rebuilt: referrals point to this table."""
    op.add_column("service", sa.Column("by_phone", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("service", sa.Column("cost", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("service", sa.Column("notes", sa.String(length=300), nullable=False, server_default=""))
    op.add_column("service", sa.Column("meetings", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("service", sa.Column("closed_on", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("service", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """The new columns go, with what they hold."""
    for name in ("version", "closed_on", "meetings", "notes", "cost", "by_phone"):
        op.drop_column("service", name)
