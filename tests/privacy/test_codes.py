"""Participant codes: one spelling, one pseudonym a year, nothing to guess without the key."""

from __future__ import annotations

from datetime import date

import pytest

from outreach import installation
from outreach.errors import InvalidRecordError
from outreach.privacy.codes import normal, pseudonym

DAY = date(2026, 11, 20)


@pytest.mark.parametrize("written", ["7KQ4-2MXP", "7kq42mxp", " 7kq4 2mxp ", "7KQ42MXP"])
def test_all_ways_to_write_a_card_code_are_one(written):
    assert normal(written) == "7KQ42MXP"


def test_signs_that_look_alike_are_one_on_cards_only():
    assert normal("0O1IL234") == "00111234"
    assert normal("MILO80") == "MILO80"


def test_accents_of_a_memory_code_do_not_matter():
    assert normal("Zoë-81") == normal("ZOE 81") == "ZOE81"


@pytest.mark.parametrize("code", ["", "---", "A" * 21])
def test_no_code_and_too_much_are_refused(code):
    with pytest.raises(InvalidRecordError):
        normal(code)


def test_a_code_is_one_pseudonym_in_a_year_and_another_in_the_next(app, clock):
    installation.make_organisation(app)
    with app.app_context():
        first = pseudonym("7KQ4-2MXP", DAY)
        assert first == pseudonym("7kq42mxp", date(2026, 1, 1))
        assert first != pseudonym("7KQ4-2MXP", date(2027, 1, 1))
        assert len(first) == 16
        assert pseudonym(None, DAY) is None


def test_without_the_key_a_pseudonym_is_another(app, clock):
    installation.make_organisation(app)
    with app.app_context():
        first = pseudonym("7KQ42MXP", DAY)
        from outreach.privacy.current import keys

        (keys().folder / "codes-2026.key").unlink()
        keys()._years.clear()
        assert pseudonym("7KQ42MXP", DAY) != first
