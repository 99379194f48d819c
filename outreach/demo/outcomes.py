"""How the referrals of the demo went: most were followed up, a few are overdue, the newest still wait."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from ..database import reading, transaction
from ..figures.outcomes import settle_many
from ..referrals import store as referrals
from ..referrals.rules import MISSED

CHUNK = 1_000
# Share that attended, by the first letter of the type: tests and wounds go well, beds and treatment seldom.
ATTENDED = {
    "T": 0.50, "V": 0.42, "P": 0.44, "C": 0.55, "D": 0.31, "H": 0.52, "M": 0.36, "G": 0.40, "L": 0.38, "S": 0.26,
    "E": 0.22, "R": 0.46,
}  # fmt: skip
FORGOTTEN = 9  # referrals whose follow-up date passed without a word, at the usual size of the demo


def follow_up(seed: int, today: date) -> int:
    """Settles referrals as a team would have by `today`; how many."""
    rng = Random(f"outcomes {seed}")
    with reading() as conn:
        waiting, codes = referrals.offered(conn), referrals.type_codes(conn)
    late = [one for one in waiting if today - timedelta(days=45) < one[3] < today]
    forgotten = {one[0] for one in rng.sample(late, min(len(late), max(FORGOTTEN, len(late) // 60)))}
    told: dict[int, tuple[str, date]] = {}
    missed: dict[int, tuple[str, date]] = {}
    for ident, kind, offered, due in waiting:
        outcome = _outcome(rng, codes[kind], offered, due, today, ident in forgotten)
        if outcome:
            told[ident] = ("accepted" if outcome[0] == MISSED else outcome[0], outcome[1])
        if outcome and outcome[0] == MISSED:
            missed[ident] = outcome
    _settle(told)
    _settle(missed)
    return len(told)


def _settle(outcomes: dict[int, tuple[str, date]]) -> None:
    idents = sorted(outcomes)
    for start in range(0, len(idents), CHUNK):
        with transaction() as conn:
            settle_many(conn, {ident: outcomes[ident] for ident in idents[start : start + CHUNK]})


def _outcome(
    rng: Random, code: str, offered: date, due: date, today: date, forgotten: bool
) -> tuple[str, date] | None:
    """The word about one referral: none yet, a step on the way, or a final one ("missed": accepted, not attended)."""
    chance, heard = rng.random(), offered + timedelta(days=rng.randrange(1, 20))
    if forgotten:
        return None if chance < 0.4 else ("appointment" if chance < 0.6 else "accepted", min(heard, today))
    if due >= today and heard > today:
        return ("accepted", today - timedelta(days=1)) if chance < 0.35 and offered < today else None
    attended, day = ATTENDED[code[0]], min(heard, today)
    if chance < attended:
        return "attended", day
    if chance < attended + 0.26:
        return MISSED, day
    return ("declined" if chance < attended + 0.36 else "unknown"), day
