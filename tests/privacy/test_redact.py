"""Nothing that identifies reaches a log."""

from __future__ import annotations

import logging

import pytest

from outreach.privacy.redact import HIDDEN, Redact, clean, install


@pytest.mark.parametrize(
    "secret",
    [
        "0b54c1de-90a7-4f26-8b1d-3e7a6c2f9d45",
        "Device 0b54c1de-90a7-4f26-8b1d-3e7a6c2f9d45.abcdefgh",
        "Authorization: Reference xyz",
        "a1" * 32,
        "BGsXnE5pJx0o3fB1u7-_abcdEFGH",
        "7KQ-42MP",
        "192.168.1.17",
        "2001:db8:0:1::7",
        "rosa@example.org",
        "?code=7KQ42MXP",
    ],
)
def test_identifiers_are_hidden(secret):
    text = clean(f"before {secret} after")
    assert HIDDEN in text
    assert secret.split()[-1] not in text
    assert text.startswith("before")


def test_a_line_break_cannot_forge_a_line():
    assert "\n" not in clean("one\ntwo\rthree")


def test_ordinary_words_stay():
    assert clean("a batch is written item by item: ValueError in fold:42") == (
        "a batch is written item by item: ValueError in fold:42"
    )


def test_the_words_of_an_exception_never_reach_a_handler(caplog):
    logger = logging.getLogger("outreach.test-redact")
    logger.addFilter(Redact())
    try:
        raise ValueError("the code was 7KQ42MXP")
    except ValueError:
        logger.exception("this failed")
    assert "7KQ42MXP" not in caplog.text
    assert "ValueError in test_the_words" in caplog.text


def test_a_wrong_number_of_arguments_hides_them_too(caplog):
    logger = logging.getLogger("outreach.test-redact-2")
    logger.addFilter(Redact())
    logger.warning("no place for it", "0b54c1de-90a7-4f26-8b1d-3e7a6c2f9d45")
    assert "0b54c1de" not in caplog.text


def test_installing_twice_filters_once():
    logger = logging.getLogger("outreach.test-redact-3")
    install(logger)
    install(logger)
    assert len([one for one in logger.filters if isinstance(one, Redact)]) == 1
