"""Run by Alembic for each command; the connection comes from outreach.migrations."""

from __future__ import annotations

from alembic import context

from outreach.migrations import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    render_as_batch=True,  # SQLite cannot alter a column; Alembic copies the table instead
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
