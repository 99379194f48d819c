"""Guides and their approval, and a drawing of its own for each supply item"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Items that shared the drawing of another one: code → (old, new).
DRAWINGS = {
    "SB02": ("s-sharps", "s-sharps-large"),
    "IP07": ("s-swab", "s-pad"),
    "SM02": ("s-pipe", "s-stem"),
    "SM04": ("s-pipe", "s-mouthpiece"),
    "SM05": ("s-filter", "s-screen"),
    "DC05": ("s-strip", "s-sample"),
    "SX06": ("s-dam", "s-glove"),
    "WC02": ("s-wound", "s-dressing"),
    "WC04": ("s-swab", "s-antiseptic"),
    "SA02": ("s-leaflet", "s-warning"),
}
ITEM = sa.table("item", sa.column("code", sa.String), sa.column("icon", sa.String))


def upgrade() -> None:
    op.create_table(
        "guide_approval",
        sa.Column("card", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("checked_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("card", "lang", name=op.f("pk_guide_approval")),
    )
    op.create_table(
        "guide_fill",
        sa.Column("card", sa.String(length=24), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("line", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=90), nullable=False),
        sa.Column("more", sa.String(length=90), nullable=False),
        sa.PrimaryKeyConstraint("card", "lang", "line", name=op.f("pk_guide_fill")),
    )
    for code, (old, new) in DRAWINGS.items():
        _draw(code, old, new)


def downgrade() -> None:
    for code, (old, new) in DRAWINGS.items():
        _draw(code, new, old)
    op.drop_table("guide_fill")
    op.drop_table("guide_approval")


def _draw(code: str, old: str, new: str) -> None:
    op.execute(sa.update(ITEM).where(ITEM.c.code == code, ITEM.c.icon == old).values(icon=new))
