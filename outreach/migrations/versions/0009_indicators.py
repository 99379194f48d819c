"""What indicators and templates of reports keep"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Four tables; nothing that was there is touched."""
    _templates()
    op.create_table(
        "indicator_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(length=31), nullable=False),
        sa.Column("code", sa.String(length=31), nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.CheckConstraint("value > 0", name=op.f("ck_indicator_target_value")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_target")),
        sa.UniqueConstraint("pack", "code", "period", name=op.f("uq_indicator_target_pack_code_period")),
    )
    op.create_table(
        "size_estimate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("population", sa.String(length=12), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "people > 0 and (low is null or low <= people) and (high is null or high >= people)",
            name=op.f("ck_size_estimate_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_size_estimate")),
    )


def _templates() -> None:
    op.create_table(
        "funding_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("sites", sa.Text(), nullable=False),
        sa.Column("not_eligible", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("agreement_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_source")),
        sa.UniqueConstraint("name", name=op.f("uq_funding_source_name")),
    )
    op.create_table(
        "report_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("sections", "packs", "indicators")),
        sa.Column("every", sa.String(length=8), nullable=False),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("starts", "closing_days", "threshold")),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("paper", sa.String(length=6), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("zones", "sites")),
        sa.Column("funding_id", sa.Integer(), nullable=True),
        sa.Column("dhis2", sa.String(length=80), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "every in ('month', 'quarter', 'half', 'year', 'fiscal')", name=op.f("ck_report_template_every")
        ),
        sa.CheckConstraint(
            "starts between 1 and 12 and closing_days between 0 and 120",
            name=op.f("ck_report_template_calendar"),
        ),
        sa.CheckConstraint(
            "threshold >= 11 or (threshold >= 5 and audience <> 'public')",
            name=op.f("ck_report_template_threshold"),
        ),
        sa.ForeignKeyConstraint(
            ["funding_id"], ["funding_source.id"], name=op.f("fk_report_template_funding_id_funding_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_template")),
        sa.UniqueConstraint("name", name=op.f("uq_report_template_name")),
    )


def downgrade() -> None:
    """The tables go, with what they hold."""
    for name in ("size_estimate", "indicator_target", "report_template", "funding_source"):
        op.drop_table(name)
