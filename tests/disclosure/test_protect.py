"""What the protector prints, and that the rest stays possible."""

from __future__ import annotations

from outreach.disclosure.cells import FEW
from outreach.disclosure.protect import protect

from .populations import menu, town


def test_every_number_below_the_threshold_is_few_and_none_of_k_or_more_is() -> None:
    sizes = {"zone": 4, "age": 3}
    people = town(sizes, 150, 3)
    asked = menu(people, sizes)
    cells = protect(asked, people, [], 5).cells
    assert set(cells) == {cell.key for cell in asked}
    for cell in asked:
        found = cells[cell.key]
        assert (found.mark == FEW) == (cell.value < 5)
        assert found.value in (None, cell.value)
