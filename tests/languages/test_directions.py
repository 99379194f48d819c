"""Styles of the phone speak of start and end, never of left and right: Arabic needs no second sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outreach import wording

SHEETS = sorted((Path(wording.__file__).parent / "static/css").glob("field*.css"))
PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)[^;}]*"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_styles_have_no_left_and_no_right(sheet: Path) -> None:
    plain = re.sub(r"/\*.*?\*/|\[[^\]]*\]", "", sheet.read_text("utf-8"), flags=re.S)
    assert [found.strip() for found in PHYSICAL.findall(plain)] == []


def test_the_search_finds_left_and_right() -> None:
    assert len(PHYSICAL.findall("a{margin-left:1px;left:0;text-align: right;padding-inline-start:2px}")) == 3
