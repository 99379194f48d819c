"""Editions: drafts, the coordinator's text, who wrote, what was published, and the long work that makes them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from outreach.reports.editions.frozen import statements

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drafts from before are not kept: they hold no figures that could be frozen. They can be made again."""
    op.drop_table("report")
    op.create_table(
        "schedule",
        sa.Column("template", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("template", name=op.f("pk_schedule")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("template", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=6), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("words_only", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("trouble", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status in ('draft', 'waiting', 'approved', 'published', 'dropped')",
            name=op.f("ck_edition_status"),
        ),
        sa.CheckConstraint(
            "status not in ('approved', 'published') or (approver_id is not null and author_id is not null and document is not null)",
            name=op.f("ck_edition_approved"),
        ),
        sa.CheckConstraint(
            "approver_id is null or author_id is null or approver_id <> author_id",
            name=op.f("ck_edition_second"),
        ),
        sa.ForeignKeyConstraint(["approver_id"], ["member.id"], name=op.f("fk_edition_approver_id_member")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_edition_author_id_member")),
        sa.ForeignKeyConstraint(["corrects_id"], ["edition.id"], name=op.f("fk_edition_corrects_id_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.create_table(
        "narrative",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_narrative_edition_id_edition")),
        sa.PrimaryKeyConstraint("edition_id", "section", name=op.f("pk_narrative")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "published",
        sa.Column("edition_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("template", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("publisher_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("pdf_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("figures_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("audit_head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code_version", sa.String(length=40), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["edition.id"], name=op.f("fk_published_corrects_id_edition")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_published_edition_id_edition")),
        sa.ForeignKeyConstraint(
            ["publisher_id"], ["member.id"], name=op.f("fk_published_publisher_id_member")
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_published")),
        sa.UniqueConstraint(
            "audience",
            "template",
            "period",
            "language",
            "scope",
            "number",
            name=op.f("uq_published_audience_template_period_language_scope_number"),
        ),
        sa.UniqueConstraint("pdf_sha256", name=op.f("uq_published_pdf_sha256")),
    )
    with op.batch_alter_table("published", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_figures_sha256"), ["figures_sha256"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("step_name", sa.String(length=40), nullable=False),
        sa.Column("message", sa.String(length=400), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose in ('draft', 'words', 'publish')", name=op.f("ck_report_purpose")),
        sa.CheckConstraint(
            "status in ('waiting', 'running', 'done', 'failed', 'stopped')", name=op.f("ck_report_status")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_report_edition_id_edition")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_report_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_edition_id"), ["edition_id"], unique=False)
    op.create_table(
        "writer",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_writer_edition_id_edition")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_writer_member_id_member")),
        sa.PrimaryKeyConstraint("edition_id", "member_id", name=op.f("pk_writer")),
        sqlite_with_rowid=False,
    )
    for statement in statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Everything that was published goes too; the table of reports comes back empty, as step 0001 made it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION outreach_frozen CASCADE")
    for table in ("writer", "report", "published", "narrative", "schedule", "edition"):
        op.drop_table(table)
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=6), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("step_name", sa.String(length=40), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=True),
        sa.CheckConstraint(
            "status in ('waiting', 'running', 'done', 'failed', 'stopped')", name=op.f("ck_report_status")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_report_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
