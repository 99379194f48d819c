"""Records that are not contacts: their heads, their rows, and what coordinators did about them.

Beside the new tables: a contact says whether it was a tally, a referral keeps what a coordinator said apart from the
slips that came back, and the seconds of a contact are told by team (in months whose rows still exist).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("rank_source", sa.Integer(), nullable=False),
        sa.Column("rank_n", sa.Integer(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.CheckConstraint("rank_source between -1 and 2", name=op.f("ck_entry_rank_source")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_entry_device_id_device")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_entry_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("uq_entry_first", ["device_id", "n", "uid"], unique=True)

    op.create_table(
        "checkin",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.CheckConstraint("state in ('missed', 'safe', 'help')", name=op.f("ck_checkin_state")),
        sa.CheckConstraint("part between 0 and 3", name=op.f("ck_checkin_part")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_checkin_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_checkin_team_id_team")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_checkin_zone_id_zone")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_checkin")),
    )
    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.create_index("ix_checkin_day", ["day"], unique=False)

    op.create_table(
        "cleanup",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.CheckConstraint("part between 0 and 3", name=op.f("ck_cleanup_part")),
        sa.CheckConstraint("returned >= 1", name=op.f("ck_cleanup_returned")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_cleanup_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_cleanup_site_id_site")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_cleanup_team_id_team")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_cleanup_zone_id_zone")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_cleanup")),
    )
    with op.batch_alter_table("cleanup", schema=None) as batch_op:
        batch_op.create_index("ix_cleanup_day", ["day"], unique=False)

    op.create_table(
        "contact_apart",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["contact.id"], name=op.f("fk_contact_apart_first_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_contact_apart_member_id_member")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["contact.id"], name=op.f("fk_contact_apart_second_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_contact_apart")),
    )
    with op.batch_alter_table("contact_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_apart_second_id"), ["second_id"], unique=False)

    op.create_table(
        "handled",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("step in ('on_way', 'done', 'booked', 'dismissed')", name=op.f("ck_handled_step")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_handled_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_handled_member_id_member")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_handled")),
    )
    op.create_table(
        "incident",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=12), nullable=False),
        sa.Column("types", sa.Integer(), nullable=False),
        sa.Column("consents", sa.Integer(), nullable=False),
        sa.Column("team_key", sa.String(length=36), nullable=True),
        sa.Column("narrative", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("length(month) = 7", name=op.f("ck_incident_month")),
        sa.CheckConstraint(
            "narrative is null or (consents % 2 = 1 and team_key is not null)",
            name=op.f("ck_incident_consent"),
        ),
        sa.CheckConstraint("types > 0", name=op.f("ck_incident_types")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_incident_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_incident_team_id_team")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_incident_zone_id_zone")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("ix_incident_month", ["month"], unique=False)

    op.create_table(
        "restock",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.CheckConstraint("urgency between 0 and 2", name=op.f("ck_restock_urgency")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_restock_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_restock_site_id_site")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_restock_team_id_team")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_restock")),
    )
    with op.batch_alter_table("restock", schema=None) as batch_op:
        batch_op.create_index("ix_restock_day", ["day"], unique=False)

    op.create_table(
        "reversal",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("doses", sa.Integer(), nullable=False),
        sa.Column("product", sa.String(length=12), nullable=True),
        sa.Column("giver", sa.String(length=12), nullable=True),
        sa.Column("ambulance", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.CheckConstraint("doses between 0 and 20", name=op.f("ck_reversal_doses")),
        sa.CheckConstraint("length(month) = 7", name=op.f("ck_reversal_month")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_reversal_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_reversal_team_id_team")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_reversal_zone_id_zone")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_reversal")),
    )
    with op.batch_alter_table("reversal", schema=None) as batch_op:
        batch_op.create_index("ix_reversal_month", ["month"], unique=False)

    op.create_table(
        "shift",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("setting", sa.String(length=12), nullable=False),
        sa.Column("workers", sa.Integer(), nullable=False),
        sa.CheckConstraint("part between 0 and 3", name=op.f("ck_shift_part")),
        sa.CheckConstraint("workers >= 1", name=op.f("ck_shift_workers")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_shift_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_shift_site_id_site")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_shift_team_id_team")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_shift_zone_id_zone")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_shift")),
    )
    with op.batch_alter_table("shift", schema=None) as batch_op:
        batch_op.create_index("ix_shift_day", ["day"], unique=False)

    op.create_table(
        "slip_outcome",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slip", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "status in ('attended', 'accepted', 'declined', 'unknown')", name=op.f("ck_slip_outcome_status")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_slip_outcome_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_slip_outcome_team_id_team")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_slip_outcome")),
    )
    with op.batch_alter_table("slip_outcome", schema=None) as batch_op:
        batch_op.create_index("ix_slip_outcome_day", ["day"], unique=False)
        batch_op.create_index("ix_slip_outcome_slip", ["slip"], unique=False)

    op.create_table(
        "stock_count",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_stock_count_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_stock_count_site_id_site")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_stock_count_team_id_team")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_stock_count")),
    )
    with op.batch_alter_table("stock_count", schema=None) as batch_op:
        batch_op.create_index("ix_stock_count_day", ["day"], unique=False)

    op.create_table(
        "unmet",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("what in ('item', 'referral', 'other')", name=op.f("ck_unmet_what")),
        sa.CheckConstraint("part between 0 and 3", name=op.f("ck_unmet_part")),
        sa.CheckConstraint("people >= 1", name=op.f("ck_unmet_people")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_unmet_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_unmet_team_id_team")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_unmet_zone_id_zone")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_unmet")),
    )
    with op.batch_alter_table("unmet", schema=None) as batch_op:
        batch_op.create_index("ix_unmet_day", ["day"], unique=False)

    op.create_table(
        "restock_line",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_restock_line_quantity")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["restock.entry_id"],
            name=op.f("fk_restock_line_entry_id_restock"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_restock_line_item_id_item")),
        sa.PrimaryKeyConstraint("entry_id", "item_id", name=op.f("pk_restock_line")),
    )
    op.create_table(
        "shift_line",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("loaded", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("handed_out", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("handed_on", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["shift.entry_id"], name=op.f("fk_shift_line_entry_id_shift"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_shift_line_item_id_item")),
        sa.PrimaryKeyConstraint("entry_id", "item_id", name=op.f("pk_shift_line")),
    )
    op.create_table(
        "stock_count_line",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_stock_count_line_counted")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["stock_count.entry_id"],
            name=op.f("fk_stock_count_line_entry_id_stock_count"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_stock_count_line_item_id_item")),
        sa.PrimaryKeyConstraint("entry_id", "item_id", name=op.f("pk_stock_count_line")),
    )

    op.add_column("contact", sa.Column("tally", sa.Integer(), server_default="0", nullable=False))
    op.add_column("referral", sa.Column("said", sa.String(length=12), nullable=True))
    op.add_column("referral", sa.Column("said_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE referral SET said = status, said_on = settled_on"
        " WHERE status <> 'offered' OR settled_on IS NOT NULL"
    )
    _seconds("team_id || '|' || secs")


def _seconds(value: str) -> None:
    """Counts the seconds of contacts anew, in months that are not sealed."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    month = "substr(day, 1, 7)" if sqlite else "to_char(day, 'YYYY-MM')"
    op.execute("DELETE FROM month_tally WHERE dim = 'secs' AND month NOT IN (SELECT month FROM sealed)")
    op.execute(
        "INSERT INTO month_tally (month, dim, zone_id, value, contacts, people, amount)"  # noqa: S608 - our own words
        f" SELECT {month}, 'secs', zone_id, CAST({value} AS VARCHAR(32)), count(*), sum(people), 0"
        f" FROM contact WHERE day IS NOT NULL AND secs > 0 GROUP BY {month}, zone_id, {value}"
    )


def downgrade() -> None:
    _seconds("secs")
    for table, column in (("referral", "said_on"), ("referral", "said"), ("contact", "tally")):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_table("stock_count_line")
    op.drop_table("shift_line")
    op.drop_table("restock_line")
    with op.batch_alter_table("unmet", schema=None) as batch_op:
        batch_op.drop_index("ix_unmet_day")

    op.drop_table("unmet")
    with op.batch_alter_table("stock_count", schema=None) as batch_op:
        batch_op.drop_index("ix_stock_count_day")

    op.drop_table("stock_count")
    with op.batch_alter_table("slip_outcome", schema=None) as batch_op:
        batch_op.drop_index("ix_slip_outcome_slip")
        batch_op.drop_index("ix_slip_outcome_day")

    op.drop_table("slip_outcome")
    with op.batch_alter_table("shift", schema=None) as batch_op:
        batch_op.drop_index("ix_shift_day")

    op.drop_table("shift")
    with op.batch_alter_table("reversal", schema=None) as batch_op:
        batch_op.drop_index("ix_reversal_month")

    op.drop_table("reversal")
    with op.batch_alter_table("restock", schema=None) as batch_op:
        batch_op.drop_index("ix_restock_day")

    op.drop_table("restock")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_month")

    op.drop_table("incident")
    op.drop_table("handled")
    with op.batch_alter_table("contact_apart", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_apart_second_id"))

    op.drop_table("contact_apart")
    with op.batch_alter_table("cleanup", schema=None) as batch_op:
        batch_op.drop_index("ix_cleanup_day")

    op.drop_table("cleanup")
    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.drop_index("ix_checkin_day")

    op.drop_table("checkin")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("uq_entry_first")

    op.drop_table("entry")
