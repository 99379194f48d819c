"""How long a proof may take: a busy machine gives it the same work as a quiet one, and nobody waits for ever."""

from __future__ import annotations

import pytest

from outreach.disclosure import program
from outreach.disclosure.program import PATIENCE, Clock, TimeUpError


class Machine:
    """One whose clocks are moved by hand: `share` of the wall's seconds go to this thread."""

    def __init__(self, share: float) -> None:
        self.share, self.wall = share, 100.0

    def cpu(self) -> float:
        return self.wall * self.share


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(0.25)
    monkeypatch.setattr(program, "thread_time", machine.cpu)
    monkeypatch.setattr(program, "monotonic", lambda: machine.wall)
    return machine


def test_what_others_use_of_the_machine_does_not_count(busy: Machine) -> None:
    clock = Clock(10)
    busy.wall += 20
    assert clock.left() == pytest.approx(5)
    clock.tick()
    busy.wall += 21
    with pytest.raises(TimeUpError):
        clock.tick()


def test_the_solver_gets_as_much_longer_as_the_machine_is_slower(busy: Machine) -> None:
    clock = Clock(100)
    busy.wall += 40
    assert clock.on_the_wall() == pytest.approx(4 * 90)
    assert clock.at_most(1).on_the_wall() == pytest.approx(4), (
        "a new part of the work knows it from the start"
    )


def test_nobody_waits_for_ever(busy: Machine) -> None:
    clock = Clock(10)
    busy.share = 0
    busy.wall += 10 * PATIENCE + 1
    with pytest.raises(TimeUpError):
        clock.tick()
