"""The store itself refuses to change a published edition, whatever a later version of this software tries.

A demo that was cut off while it was filled is the one store that may be emptied. Step 0008 makes the same triggers.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, MetaData

SAID = "a published edition never changes"
_NO_DEMO = "NOT EXISTS (SELECT 1 FROM meta WHERE key = 'demo' AND value = 'begun')"
_OUT = "EXISTS (SELECT 1 FROM published WHERE edition_id = {row}.edition_id)"
# table, what is tried, when it is refused
GUARDED: tuple[tuple[str, str, str], ...] = (
    ("published", "update", "1 = 1"),
    ("published", "delete", _NO_DEMO),
    ("edition", "update", "OLD.status = 'published'"),
    ("edition", "delete", f"OLD.status = 'published' AND {_NO_DEMO}"),
    ("narrative", "insert", _OUT.format(row="NEW")),
    ("narrative", "update", _OUT.format(row="OLD")),
    ("narrative", "delete", f"{_OUT.format(row='OLD')} AND {_NO_DEMO}"),
)
_POSTGRESQL = """
CREATE FUNCTION outreach_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM meta WHERE key = 'demo' AND value = 'begun') THEN RETURN OLD; END IF;
  END IF;
  IF TG_TABLE_NAME = 'edition' THEN
    IF OLD.status <> 'published' THEN
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      RETURN NEW;
    END IF;
  ELSIF TG_TABLE_NAME = 'narrative' THEN
    IF TG_OP = 'DELETE' THEN
      IF NOT EXISTS (SELECT 1 FROM published WHERE edition_id = OLD.edition_id) THEN RETURN OLD; END IF;
    ELSIF NOT EXISTS (SELECT 1 FROM published WHERE edition_id = NEW.edition_id) THEN RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a published edition never changes' USING ERRCODE = 'check_violation';
END $$
"""


def statements(dialect: str) -> list[str]:
    """What makes the triggers in a store of this kind."""
    start = [_POSTGRESQL] if dialect == "postgresql" else []
    return start + [_trigger(dialect, *row) for row in GUARDED]


def freeze(_metadata: MetaData, conn: Connection, **_more: Any) -> None:
    """Makes the triggers after the tables were made from the models."""
    for statement in statements(conn.dialect.name):
        conn.exec_driver_sql(statement)


def _trigger(dialect: str, table: str, verb: str, refused: str) -> str:
    start = f"CREATE TRIGGER {table}_{verb} BEFORE {verb.upper()} ON {table}"
    if dialect == "postgresql":
        return f"{start} FOR EACH ROW EXECUTE FUNCTION outreach_frozen()"
    return f"{start} WHEN {refused} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
