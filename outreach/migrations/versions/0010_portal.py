"""What leaves the house: DHIS2 servers and pushes, funders' members, notices by e-mail"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATES = "status in ('waiting', 'running', 'done', 'failed')"


def upgrade() -> None:
    """Four tables; nothing that was there is touched."""
    op.create_table(
        "dhis2_server",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("url", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dhis2_server")),
        sa.UniqueConstraint("name", name=op.f("uq_dhis2_server_name")),
    )
    _pushes()
    op.create_table(
        "funder_member",
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_funder_member_member_id_member")),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funding_source.id"], name=op.f("fk_funder_member_funder_id_funding_source")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_funder_member")),
    )
    op.create_index(op.f("ix_funder_member_funder_id"), "funder_member", ["funder_id"])
    _notices()


def _pushes() -> None:
    op.create_table(
        "dhis2_push",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("server_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("dry", sa.Boolean(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.String(length=400), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_dhis2_push_status")),
        sa.ForeignKeyConstraint(
            ["server_id"], ["dhis2_server.id"], name=op.f("fk_dhis2_push_server_id_dhis2_server")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_dhis2_push_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_dhis2_push_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dhis2_push")),
    )
    op.create_index(op.f("ix_dhis2_push_server_id"), "dhis2_push", ["server_id"])
    op.create_index(op.f("ix_dhis2_push_edition_id"), "dhis2_push", ["edition_id"])


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.String(length=400), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_notice_status")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_notice_edition_id_edition")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_notice_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("edition_id", "member_id", name=op.f("uq_notice_edition_id_member_id")),
    )
    op.create_index(op.f("ix_notice_edition_id"), "notice", ["edition_id"])


def downgrade() -> None:
    """The tables go, with what they hold."""
    for name in ("notice", "funder_member", "dhis2_push", "dhis2_server"):
        op.drop_table(name)
