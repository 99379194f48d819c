"""One seeded run: workers save, correct and sync on phones while everything around them fails; then all heals."""

from __future__ import annotations

import uuid
from random import Random
from typing import Any

from .model import BrokenPromiseError, Form, Model
from .network import Network
from .phones import Phones
from .world import START, World

STEPS = {
    "save": 30, "sync": 22, "amend": 8, "void": 4, "taps": 3, "busy": 5, "killed save": 6, "killed sync": 6,
    "broken save": 7, "reopen": 4, "damage": 5, "hours": 8, "days": 4, "jump": 2, "backup": 6, "restore": 5,
    "clone": 1, "other tab": 3, "late": 4, "poison": 2, "enrol again": 1,
}  # fmt: skip
ROUNDS = 10  # syncs that a phone may need once all is well
DAY = 86_400_000
NAMES = ("a", "b")


def enrol(world: World, phones: Phones, name: str, former: str | None = None) -> str:
    """From a link to a confirmed phone; `former`: the phone it was before, if the coordinator says so."""
    outcome = phones.do("enrol", name, hash=world.link())
    assert "value" in outcome, outcome
    world.confirm(outcome["device"], former)
    phones.do("confirm", name)
    return str(outcome["device"])


class Story:
    """A run of `seed`. `play()` raises AssertionError with what went wrong."""

    def __init__(self, seed: int, world: World, phones: Phones) -> None:
        self.random = Random(seed)
        self.world, self.phones = world, phones
        self.model = Model(world)
        limit = self.random.choice([0, 0, 0, 1, 3])
        self.network = Network(world, self.random, self.random.choice([0.0, 0.2, 0.4, 0.7]), limit)
        self.model.altered = self.network.altered
        phones.answer = self.network.answer
        self.network.trace = phones.trace
        self.names: list[str] = []
        self.jumps = self.steps = self.kills = self.damages = 0

    def play(self) -> None:
        """All of it: beginning, troubles, healing, judgement."""
        self.world.fresh()
        self.phones.do("reset")
        for name in NAMES[: self.random.choice([1, 2, 2])]:
            self.phones.do("clone", f"new {name}", to=name)
            self.model.device[name] = self.phones.do("open", name)["device"]
            self.names.append(name)
        self.world.backup()
        weights = {step: w for step, w in STEPS.items() if w > 2 or self.random.random() < 0.3}
        for _ in range(self.random.randint(6, 26)):
            step = self.random.choices(list(weights), list(weights.values()))[0]
            self.steps += 1
            getattr(self, "_" + step.replace(" ", "_"))(self.random.choice(self.names))
            self._retire()
        self._heal()
        self.model.judge()

    # -- beginning and end

    @staticmethod
    def prepare(world: World, phones: Phones) -> None:
        """Two phones enrolled by the real way; every run starts with copies of them."""
        phones.answer = Network(world, Random(0), 0.0).answer
        for name in NAMES:
            phones.do("open", f"new {name}", now=START.timestamp() * 1000)
            enrol(world, phones, f"new {name}")
        world.remember()

    def _retire(self) -> None:
        """A copied phone whose owner was enrolled again has been told to wipe itself, once all had arrived."""
        gone = [name for name in self.names if self.model.cloned_devices and self._wiped(name)]
        for name in gone:
            self.names.remove(name)
            self.world.backups.clear()  # from now on nobody can send again what this phone had
            self.world.backup()

    def _wiped(self, name: str) -> bool:
        return bool(self.phones.do("wiped", name)["value"])

    def _heal(self) -> None:
        """The network and the storage are well again; what was on its way arrives."""
        self.network.rate = 0.0
        self.network.deliver_late()
        for name in self.names:
            self._reopen(name)
            for _ in range(ROUNDS):
                self._time(name, 1.2)
                seen = self._sync(name)
                if "enrol_again" in seen["problems"]:
                    self._enrol_again(name)
                elif seen["stage"] == "wiped":
                    seen |= {"unsent": 0}
                    break
                elif seen["unsent"] == 0 and ((seen["proof"] or {}).get("equal") or self.model.muddled):
                    break
            self.model.settled(name, seen)

    # -- what a worker does

    def _record(self, people: int | None = None, kind: str | None = None) -> list[Any]:
        """A contact, or (one in four, unless `kind` says it) a clean-up: a record that is no contact."""
        head = [1, self.world.now.date().isoformat(), 2, self.world.zone, None]
        count = people or self.random.randint(1, 999)
        lines = [["NS01", self.random.randint(1, 50)]]
        if (kind or ("contact" if people or count % 4 else "cleanup")) == "cleanup":
            return ["cleanup", *head, ["counted", count, count]]
        return ["contact", *head, "street", count, 0, None, None, [], None, lines, 0, None, [], [], 0]

    def _new(self, name: str) -> tuple[Form, dict[str, Any]]:
        form = Form(str(uuid.UUID(int=self.random.getrandbits(128), version=4)), name, self._record())
        return form, {"form": form.id, "record": form.record}

    def _save(self, name: str, how: str = "save") -> None:
        form, given = self._new(name)
        self._did(name, self.phones.do(how, name, **given), form)

    def _taps(self, name: str) -> None:
        self._save(name, "taps")

    def _busy(self, name: str) -> None:
        self._save(name, "busy")

    def _did(self, name: str, outcome: dict[str, Any], form: Form) -> bool:
        return self.model.saved(name, outcome, form)

    def _poison(self, name: str) -> None:
        """A record that no server of this programme can count: it names a zone that does not exist."""
        form, given = self._new(name)
        form.record[4] = 9_999
        form.poison = True
        self._did(name, self.phones.do("save", name, **given), form)

    def _amend(self, name: str, what: str = "amend") -> None:
        form = self.model.choose(self.random, name)
        if form is None:
            return
        given = {"entry": form.entry} | (
            {"record": self._record(kind=form.record[0])} if what == "amend" else {}
        )
        outcome = self.phones.do(what, name, **given)
        self.model.changed(outcome, form, given.get("record"))

    def _void(self, name: str) -> None:
        self._amend(name, "void")

    def _sync(self, name: str) -> dict[str, Any]:
        outcome = self.phones.do("sync", name)
        if not outcome.get("killed"):
            self.model.looked(name, outcome)
        return outcome

    def _late(self, _name: str) -> None:
        self.network.deliver_late(keep=0.5)

    # -- what goes wrong on the phone

    def _killed_save(self, name: str) -> None:
        torn = self.random.random() < 0.3
        self.phones.do("faults", name, faults={"kill": self.random.randint(1, 5), "torn": torn})
        form, given = self._new(name)
        self._did(name, self.phones.do(self.random.choice(["save", "busy"]), name, **given), form)
        self._reopen(name)

    def _killed_sync(self, name: str) -> None:
        self.phones.do("faults", name, faults={"kill": self.random.randint(1, 14)})
        self.phones.do("sync", name)
        self._reopen(name)

    def _broken_save(self, name: str) -> None:
        """A save fails; then the worker tries again, edits the form, or leaves it."""
        fault = self.random.choice(["full", "full", "slow", "damaged"])
        trouble = {"fault": fault, "at": self.random.randint(1, 4), "times": self.random.choice([1, 4, 9])}
        self.phones.do("faults", name, faults=trouble)
        form, given = self._new(name)
        done = self._did(name, self.phones.do("save", name, **given), form)
        for _ in range(2):
            if done:
                break
            if self.random.random() < 0.3:
                given["record"] = form.record = self._record(kind=form.record[0])
            done = self._did(name, self.phones.do("save", name, **given), form)
        self.phones.do("faults", name, faults={})
        if not done and self.random.random() < 0.5:
            done = self._did(name, self.phones.do("save", name, **given), form)
        if not done:
            outcome = self.phones.do("drop", name)
            self.model.left(outcome, form)

    def _reopen(self, name: str) -> None:
        self.phones.do("kill", name)
        self._open(name)

    def _open(self, name: str) -> None:
        wanted: dict[str, Any] = {}
        if self.random.random() < 0.15 and self.network.rate:
            wanted = {"kill": self.random.randint(1, 12)}
        outcome = self.phones.do("open", name, faults=wanted)
        if outcome.get("killed"):
            self.kills += 1
            outcome = self.phones.do("open", name)
        assert outcome["stage"] == "passphrase" or self._wiped(name), outcome
        self.phones.do("faults", name, faults={})

    def _damage(self, name: str) -> None:
        """One of the two copies is damaged while the app is closed."""
        kind = self.random.choice(["flip", "block", "cut", "unlink", "empty", "older", "remember"])
        self.model.confused |= kind == "older"
        if kind != "remember":
            self.phones.do("kill", name)
        self.phones.do("damage", name, kind=kind, chance=self.random.random())
        if kind != "remember":
            self.damages += 1
            self._open_after_damage(name)

    def _open_after_damage(self, name: str) -> None:
        outcome = self.phones.do("open", name)
        assert outcome["stage"] == "passphrase" or self._wiped(name), outcome
        if "missing" in outcome["problems"]:
            raise BrokenPromiseError(
                "lost", "one copy was damaged, and the phone itself says that records are missing"
            )

    def _jump(self, name: str) -> None:
        """The phone's clock is set to somewhere else."""
        self.jumps += 1
        self.phones.do("jump", name, ms=self.random.choice([-400, -1, 1, 40, 2000]) * DAY)

    def _clone(self, name: str) -> None:
        """All of a phone is copied to another one, and both go on."""
        if len(self.names) > 2:
            return
        twin = name + "2"
        if twin in self.names:
            return
        self.phones.do("clone", name, to=twin)
        self.names.append(twin)
        self.model.cloned(name, twin)
        self._open(twin)

    def _other_tab(self, name: str) -> None:
        """A second tab takes over; what the first one then tries must not be written."""
        first = self.phones.do("open", name, tab="-tab")
        if first["stage"] != "elsewhere":
            raise BrokenPromiseError("two writers", "a second tab writes beside the first")
        self.phones.do("kill", name + "-tab")
        self.phones.do("open", name, tab="-tab", takeOver=True)
        form, given = self._new(name)
        self._did(name, self.phones.do("save", name + "-tab", **given), form)
        form, given = self._new(name)
        outcome = self.phones.do("save", name, **given)
        self._did(name, outcome, form)
        self.phones.do("kill", name + "-tab")
        self._reopen(name)

    def _enrol_again(self, name: str) -> None:
        """The coordinator gives a new link and says that it is the same phone. Its outbox stays."""
        rate, self.network.rate = self.network.rate, 0.0
        former = self.model.device[name]
        known = None if former in self.model.succeeded else former
        self.model.device[name] = enrol(self.world, self.phones, name, known)
        self.model.succeeded.add(former)
        self.network.rate = rate
        self.world.backups.clear()  # a backup from before does not know this phone: that is another story
        self.world.backup()

    # -- time and the server

    def _time(self, name: str, hours: float) -> None:
        self.phones.do("time", name, ms=round(hours * 3_600_000))

    def _hours(self, _name: str, hours: float = 0.0) -> None:
        hours = hours or self.random.choice([0.5, 2, 5])
        self.world.pass_time(hours=hours)
        for name in self.names:
            self._time(name, hours)

    def _days(self, name: str) -> None:
        """Several quiet days; the phones sync and a backup is taken on some of them."""
        for _ in range(self.random.choice([1, 3, 8, 8])):
            self._hours(name, 24)
            if self.random.random() < 0.5:
                self.world.backup()
            self._sync(self.random.choice(self.names))

    def _backup(self, _name: str) -> None:
        self.world.backup()

    def _restore(self, _name: str) -> None:
        """The server goes back to a backup, not always the last one, but none that is older than the promise."""
        youngest = 6.5 - self.jumps
        ages = [(self.world.now - taken).total_seconds() / 86_400 for taken, _, _ in self.world.backups]
        allowed = [i for i, age in enumerate(ages) if age <= youngest]
        if allowed:
            self.world.restore(self.random.choice(allowed), self.random.random() < 0.5)
            self.model.restored()
