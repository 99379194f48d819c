"""Alerts, team keys, and which missed check-ins were seen"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind in ('supply', 'bad_date', 'police', 'stock_out', 'other')", name=op.f("ck_alert_kind")
        ),
        sa.CheckConstraint("until >= made_on", name=op.f("ck_alert_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index("ix_alert_until", ["until"], unique=False)
    op.create_table(
        "team_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(length=65), nullable=False),
        sa.Column("wrapped", sa.String(length=1000), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_key_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_team_key_uid")),
    )
    with op.batch_alter_table("team_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_key_team_id"), ["team_id"], unique=False)
    op.create_table(
        "checkin_seen",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_checkin_seen_entry_id_entry")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_checkin_seen_member_id_member")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_checkin_seen")),
    )


def downgrade() -> None:
    op.drop_table("checkin_seen")
    op.drop_table("team_key")
    op.drop_table("alert")
