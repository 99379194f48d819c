"""Eastmere, an invented town on a river: its zones, stores, phones and services. Data, no logic.

Ids of zones, sites and services in generated records are positions in these lists, from 1.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# Corners that neighbours share, so that zones touch and never overlap. The river runs between the two banks.
_X = {
    "nw": [0.3000, 53.4660], "n1": [0.3120, 53.4668], "n2": [0.3245, 53.4664], "n3": [0.3362, 53.4655],
    "ne": [0.3480, 53.4640], "m1": [0.3118, 53.4598], "m2": [0.3248, 53.4603],
    "b0": [0.3000, 53.4528], "b1": [0.3122, 53.4540], "b2": [0.3244, 53.4533], "b3": [0.3360, 53.4520],
    "b4": [0.3480, 53.4528],
    "s0": [0.3000, 53.4514], "s1": [0.3140, 53.4525], "s2": [0.3302, 53.4512], "s3": [0.3480, 53.4514],
    "sw": [0.3010, 53.4420], "t1": [0.3145, 53.4402], "t2": [0.3305, 53.4398], "se": [0.3470, 53.4415],
}  # fmt: skip


@dataclass(frozen=True)
class ZoneHere:
    """A zone, how much of the work happens there, and who is met: shares of sw, pwid, pwud, anybody."""

    name: str
    corners: str
    busy: float
    met: tuple[float, float, float, float]

    @property
    def polygon(self) -> list[list[list[float]]]:
        """One closed outer ring, as in GeoJSON."""
        ring = [_X[corner] for corner in self.corners.split()]
        return [[list(point) for point in (*ring, ring[0])]]


ZONES = (
    ZoneHere("Station North", "m1 m2 n2 n1", 1.60, (0.44, 0.24, 0.16, 0.16)),
    ZoneHere("Market Quarter", "b1 b2 m2 m1", 1.35, (0.30, 0.28, 0.22, 0.20)),
    ZoneHere("Old Docks", "t1 t2 s2 s1", 1.15, (0.20, 0.46, 0.20, 0.14)),
    ZoneHere("Canal Side", "b2 b3 n3 n2 m2", 0.85, (0.48, 0.20, 0.16, 0.16)),
    ZoneHere("Riverside East", "t2 se s3 s2", 0.58, (0.26, 0.30, 0.26, 0.18)),
    ZoneHere("Southgate", "sw t1 s1 s0", 0.50, (0.16, 0.40, 0.24, 0.20)),
    ZoneHere("Mill Lane", "b3 b4 ne n3", 0.30, (0.34, 0.18, 0.20, 0.28)),
    ZoneHere("Castle Hill", "b0 b1 m1 n1 nw", 0.06, (0.30, 0.25, 0.20, 0.25)),
)

NAME = "Eastmere Harm Reduction"
TEAMS = ("Night van", "Day team")


@dataclass(frozen=True)
class SiteHere:
    """A store; `team` and `zone` are positions in TEAMS and ZONES."""

    name: str
    kind: str
    team: int
    zone: int


SITES = (
    SiteHere("Dock Street store", "office", 1, 2),
    SiteHere("The van", "van", 0, 0),
    SiteHere("Open Door drop-in", "dropin", 1, 1),
)


@dataclass(frozen=True)
class PhoneHere:
    """A phone and the habits of whoever carries it: speed, how often questions are asked, how much it is out."""

    name: str
    team: int
    site: int
    zones: tuple[int, ...]
    out: float
    asks: float
    seconds: float
    silent_days: int = 0
    revoked_days: int = 0


PHONES = (
    PhoneHere("Comet", 0, 1, (0, 3, 1), 1.30, 0.86, 8.0),
    PhoneHere("Osprey", 0, 1, (0, 2, 5), 1.20, 0.74, 9.5),
    PhoneHere("Juniper", 0, 1, (3, 0, 6), 1.00, 0.91, 11.0),
    PhoneHere("Heron", 0, 1, (2, 4, 0), 1.00, 0.66, 7.5),
    PhoneHere("Copper", 0, 1, (1, 0, 3), 0.90, 0.80, 10.0),
    PhoneHere("Otter", 0, 1, (4, 2, 1), 0.80, 0.58, 6.5),
    PhoneHere("Tern", 1, 2, (1, 0), 1.10, 0.88, 12.0),
    PhoneHere("Fern", 1, 2, (1, 3, 7), 0.90, 0.93, 14.0),
    PhoneHere("Poppy", 1, 2, (1, 6), 0.70, 0.79, 9.0),
    PhoneHere("Kestrel", 1, 0, (2, 5), 1.00, 0.70, 8.5),
    PhoneHere("Walnut", 1, 0, (2, 4), 0.80, 0.84, 10.5),
    PhoneHere("Basil", 1, 0, (5, 2, 4), 0.60, 0.77, 9.0, silent_days=3),
    PhoneHere("Lantern", 0, 1, (3, 6, 0), 0.70, 0.82, 8.0, silent_days=16),
    PhoneHere("Magpie", 0, 1, (0, 1), 0.60, 0.72, 8.0, revoked_days=6),
)


@dataclass(frozen=True)
class ServiceHere:
    """An entry of the directory, as services.json has it; `checked_days` ago somebody made sure that it is true.

    A service that is reached by phone, or that keeps its place to itself, has no position: `at` is None.
    """

    name: str
    types: list[str]
    address: str
    at: list[float] | None
    hours: dict[str, list[list[str]]]
    meetings: list[list[str | int]]
    closed_on: list[list[str]]
    flags: list[str]
    says: str
    cost: str
    languages: list[str]
    notes: str
    checked_days: int
    phone: str


SERVICES = tuple(
    ServiceHere(**entry)
    for entry in json.loads((Path(__file__).parent / "services.json").read_text("utf-8"))["services"]
)
