"""P1, P2, P4: the same contacts pushed to ours, to the limit and to the peer, in turn inside each round."""

from __future__ import annotations

from statistics import median

from . import ours, peers
from .peers import Round
from .run import Run
from .table import Row, spread

BATCH, WARM = 100, 200


def measure(run: Run) -> list[Row]:
    """Three rows of one interleaved run; every target must hold each contact exactly once after both pushes."""
    modules = peers.install(run.cache, "pouch")
    found: dict[str, list[Round]] = {"bare": [], "pouch": [], "ours": []}
    with run.folder() as base:
        prepared = ours.prepare(base / "small", run.contacts, WARM, BATCH)
        for _ in range(run.rounds):
            with run.folder() as folder:
                found["bare"].append(peers.bare_round(prepared.contacts, prepared.warm, folder, BATCH))
            with run.folder() as folder:
                found["ours"].append(ours.round(prepared, folder))
            with run.folder() as folder:
                found["pouch"].append(peers.pouch_round(prepared.contacts, folder, BATCH, modules))
    return [_first(run, found), _again(run, found), _bytes(run, found)]


def _first(run: Run, found: dict[str, list[Round]]) -> Row:
    rates = {name: [run.contacts / each.first for each in rounds] for name, rounds in found.items()}
    by_pouch = _ratio(rates["ours"], rates["pouch"])
    by_bare = _ratio(rates["ours"], rates["bare"])
    cpu = {
        name: median(each.cpu for each in rounds) * 10_000 / run.contacts for name, rounds in found.items()
    }
    memory = {name: max(each.memory for each in rounds) for name, rounds in found.items()}
    return Row(
        "P1",
        f"sync ingest, contacts/s (batch {BATCH}, a wrapped key every 4, SQLite with fsync, {run.contacts:,} contacts)",
        f"PouchDB → express-pouchdb {spread(rates['pouch'])}, no fsync, no sealing",
        f"bare Flask + sqlite3 {spread(rates['bare'])}",
        f"{spread(rates['ours'])} = {by_pouch:.2f} × PouchDB, {by_bare:.3f} × the limit;"
        f" CPU s per 10,000: {cpu['ours']:.2f} (limit {cpu['bare']:.2f}, PouchDB {cpu['pouch']:.2f});"
        f" memory {memory['ours']:.0f} MB (PouchDB {memory['pouch']:.0f})",
        "≥ 2 × PouchDB, ≥ 0.15 × the limit",
        by_pouch >= 2 and by_bare >= 0.15,
        {"rates": rates, "by_pouch": by_pouch, "by_bare": by_bare, "cpu": cpu, "memory": memory},
    )


def _again(run: Run, found: dict[str, list[Round]]) -> Row:
    times = {name: [each.first / each.again for each in rounds] for name, rounds in found.items()}
    return Row(
        "P2",
        "the same batches sent again, × the first push (nothing changed: all tables compared)",
        f"PouchDB {spread(times['pouch'], 1)} ×",
        f"bare Flask + sqlite3 {spread(times['bare'], 1)} ×",
        f"{spread(times['ours'], 1)} ×, nothing changed",
        "≥ 3 ×, nothing changed",
        median(times["ours"]) >= 3,
        {"times": times},
    )


def _bytes(run: Run, found: dict[str, list[Round]]) -> Row:
    each = {
        name: (median(r.up for r in rounds) / run.contacts, median(r.down for r in rounds) / run.contacts)
        for name, rounds in found.items()
    }
    up, down = each["ours"]
    return Row(
        "P4",
        "bytes up / down a contact on the wire, headers included (sealed, padded, gzip)",
        f"PouchDB {each['pouch'][0]:.0f} / {each['pouch'][1]:.0f} in clear",
        f"plain JSON {each['bare'][0]:.0f} / {each['bare'][1]:.0f}",
        f"{up:.0f} / {down:.0f}",
        "≤ 400 / ≤ 60",
        up <= 400 and down <= 60,
        {"bytes": each},
    )


def _ratio(ours_: list[float], theirs: list[float]) -> float:
    """Median of the ratios inside each round: a slow minute of the machine slows both."""
    return median(a / b for a, b in zip(ours_, theirs, strict=True))
