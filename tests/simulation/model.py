"""What must be true: the record of every intention, and the judgement at the end. Shares no code with the server."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .world import World


@dataclass
class Form:
    """A form that a worker filled in. `certain`: the worker was told what became of it."""

    id: str
    phone: str
    record: list[Any]
    entry: dict[str, Any] | None = None
    void: bool = False
    certain: bool = True
    poison: bool = False
    refs: list[str] = field(default_factory=list)


class BrokenPromiseError(AssertionError):
    """A promise was broken: `kind` is lost, duplicated, altered, stuck, dishonest, miscounted or unproven."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(f"{kind}: {what}")
        self.kind = kind


class Model:
    """Knows all that was sealed, all that a phone called saved, and what each form should have become."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sealed: dict[tuple[str, int, str], dict[str, Any]] = {}
        self.said_saved: dict[str, set[tuple[str, int, str]]] = {}
        self.forms: list[Form] = []
        self.device: dict[str, str] = {}
        self.succeeded: set[str] = set()
        self.stale: set[str] = set()  # phones that have not heard of a restore yet
        self.altered: set[tuple[str, int]] = set()  # items of which the network changed a copy
        self.confused = False  # a phone lost track of what was proven to it
        self.cloned_devices: set[str] = set()

    # -- what happens

    def saved(self, name: str, outcome: dict[str, Any], form: Form) -> bool:
        """A save ended; True when the phone said it is on disk."""
        self._note(outcome)
        if form not in self.forms:
            self.forms.append(form)
        value = outcome.get("value")
        form.certain = bool(value)
        if not value:
            return False
        device = next(key[0] for key in self.sealed if key[2] == value["id"] and key[1] == value["n"])
        form.entry = {
            "id": value["id"],
            "n": value["n"],
            "device": device,
            "record": form.record,
            "practice": False,
        }
        self._owe(name, (device, value["n"], value["id"]))
        self._owe_all(name, form)
        return True

    def _owe_all(self, name: str, form: Form) -> None:
        """What was sealed about this form is on disk as well."""
        for key, item in self.sealed.items():
            record = item["record"]
            if record[0] == "amend" and record[3] == form.id and record[5] == form.record:
                self._owe(name, key)

    def changed(self, outcome: dict[str, Any], form: Form, record: list[Any] | None) -> None:
        """An amendment or a void ended."""
        self._note(outcome)
        if "error" in outcome or outcome.get("killed"):
            form.certain = False
            return
        form.void = form.void or record is None
        form.record = record or form.record
        for key, item in self.sealed.items():
            kind, ref = item["record"][0], item["record"][3]
            if ref == form.id and (kind == "void" if record is None else item["record"][5:] == [record]):
                self._owe(form.phone, key)

    def left(self, outcome: dict[str, Any], form: Form) -> None:
        """The worker left a form that could not be saved."""
        self._note(outcome)
        form.certain = False

    def choose(self, random: Random, name: str) -> Form | None:
        """A form of this phone that can be corrected."""
        mine = [
            f for f in self.forms if f.phone == name and f.entry and f.certain and not f.void and not f.poison
        ]
        return random.choice(mine) if mine else None

    def _note(self, outcome: dict[str, Any]) -> None:
        for item in outcome["sealed"]:
            key = (item["device"], item["n"], item["id"])
            if key in self.sealed and self.sealed[key]["digest"] != item["digest"]:
                raise BrokenPromiseError("altered", "one form was sealed twice")
            self.sealed[key] = item

    def _owe(self, name: str, key: tuple[str, int, str]) -> None:
        self.said_saved.setdefault(name, set()).add(key)

    def restored(self) -> None:
        self.stale = set(self.device)

    def cloned(self, name: str, twin: str) -> None:
        self.device[twin] = self.device[name]
        self.said_saved[twin] = set(self.said_saved.get(name, ()))
        self.cloned_devices.add(self.device[name])

    def looked(self, name: str, seen: dict[str, Any]) -> None:
        """After a sync: the phone must not claim more than the server holds."""
        if seen.get("value") is True:
            self.stale.discard(name)
        if name in self.stale:
            return
        held = self._held()
        missing = [key for key in self.said_saved.get(name, ()) if self.sealed[key]["digest"] not in held]
        if len(missing) > seen["unsent"]:
            raise BrokenPromiseError(
                "dishonest", f"{len(missing)} are not at the server, the phone says {seen['unsent']}"
            )

    def settled(self, name: str, seen: dict[str, Any]) -> None:
        """A phone after healing."""
        if seen["unsent"]:
            raise BrokenPromiseError("stuck", f"{seen['unsent']} never arrived")
        if not (seen["proof"] or {}).get("equal") and not self.muddled:
            raise BrokenPromiseError("unproven", "the phone and the server do not agree on what is held")

    # -- judgement

    def _held(self) -> set[str]:
        return {digest for (digest,) in self.world.rows("select lower(hex(digest)) from envelope")}

    def judge(self) -> None:
        """Everything that was called saved is at the server, unchanged and counted once."""
        held = self._held()
        for keys in self.said_saved.values():
            lost = [key for key in keys if self.sealed[key]["digest"] not in held]
            if lost:
                raise BrokenPromiseError("lost", f"{len(lost)} saved records are not at the server")
        self._unchanged()
        self._once()
        self._counted()

    def _unchanged(self) -> None:
        known = {item["digest"] for item in self.sealed.values()}
        query = (
            "select lower(hex(digest)), body, e.status, d.uid, n, e.uid, key_id, v from envelope e"
            " join device d on d.id = e.device_id"
        )
        org = self.world.rows("select value from meta where key = 'org'")[0][0]
        for digest, body, status, device, n, uid, key_id, v in self.world.rows(query):
            text = uid.hex()
            ident = f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
            fields = (str(v), org, key_id, device, ident, str(n))
            bound = b"".join(len(f).to_bytes(2, "big") + f.encode() for f in fields)
            if hashlib.sha256(bound + body).hexdigest() != digest:
                raise BrokenPromiseError("altered", "the server holds other bytes than it proved")
            if digest not in known and status == "stored":
                raise BrokenPromiseError("altered", "bytes that no phone sealed were counted")

    def _once(self) -> None:
        double = self.world.rows(
            "select count(*) from envelope group by device_id, n, uid, digest having count(*) > 1"
            " union all select count(*) from contact group by uid having count(*) > 1"
            " union all select count(*) from entry group by uid having count(*) > 1"
        )
        if double:
            raise BrokenPromiseError("duplicated", "one record is held or counted twice")

    def _counted(self) -> None:
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for uid, people, void in self.world.rows("select lower(hex(uid)), people, void from contact"):
            found["contact", uid] = (people, void)
        for uid, needles, void in self.world.rows(
            "select lower(hex(e.uid)), coalesce(c.returned, 0), e.void from entry e"
            " left join cleanup c on c.entry_id = e.id"
        ):
            found["cleanup", uid] = (needles, void)
        waiting = self._waiting()
        for form in self.forms:
            if not form.certain or form.id in waiting:
                continue
            kind, uid = form.record[0], form.id.replace("-", "")
            count = form.record[7] if kind == "contact" else form.record[6][2]
            expected = (0, 1) if form.void else (count, 0)
            if found.get((kind, uid)) != expected:
                raise BrokenPromiseError("miscounted", f"{found.get((kind, uid))} instead of {expected}")
        rows = self.world.rows("select count(*), coalesce(sum(people), 0) from contact where not void")[0]
        sums = self.world.rows(
            "select coalesce(sum(contacts), 0), coalesce(sum(people), 0) from day_contact"
        )[0]
        items = self.world.rows("select coalesce(sum(quantity), 0) from day_item")[0][0]
        lines = self.world.rows(
            "select coalesce(sum(l.quantity), 0) from supply_line l"
            " join contact c on c.id = l.contact_id where not c.void"
        )[0][0]
        needles = self.world.rows(
            "select (select coalesce(sum(returned), 0) from cleanup)"
            " - (select coalesce(sum(amount), 0) from month_tally where dim = 'cleanup')"
        )[0][0]
        if rows != sums or items != lines or needles:
            raise BrokenPromiseError("miscounted", f"rollups {sums} and {items}, rows {rows} and {lines}")

    def _waiting(self) -> set[str]:
        """Forms of which something waits for a coordinator; without a good reason that is wrong as well."""
        query = (
            "select lower(hex(digest)), reason, d.uid, n from envelope e join device d on d.id = e.device_id"
        )
        by_digest = {item["digest"]: item["record"] for item in self.sealed.values()}
        ids = {item["digest"]: item["id"] for item in self.sealed.values()}
        forms: set[str] = set()
        for digest, reason, device, n in self.world.rows(query + " where e.status <> 'stored'"):
            record = by_digest.get(digest)
            if record is not None:
                forms.add(record[3] if record[0] in ("amend", "void") else ids[digest])
            good = (
                device in self.cloned_devices
                or (device, n) in self.altered
                or (record or [0] * 5)[4] == 9_999
            )
            if not good:
                raise BrokenPromiseError("miscounted", f"a good record was put into quarantine: {reason}")
        return forms

    @property
    def muddled(self) -> bool:
        """The server holds things of these phones that they never sealed: the proof cannot be equal."""
        return bool(self.cloned_devices or self.altered or self.confused)
