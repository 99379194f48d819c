"""A report keeps every rule of PDF/A-3a and PDF/UA-1, and every rule finds a file that breaks it."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest

from outreach.reports.printing.attach import Attachment
from outreach.reports.printing.render import to_pdf
from tests.reports import pdf_breaks_inside
from tests.reports.pdf_breaks import BREAKS, RAW, Break
from tests.reports.pdf_rules import RULES, File, broken

assert pdf_breaks_inside  # its ways are in the list
FILES = (
    Attachment("figures.json", "application/json", "All printed figures", b'{"contacts":12}'),
    Attachment("figures.csv", "text/csv", "All printed figures as a table", b"contacts,12\r\n"),
)
PICTURE = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'>"
    "<rect width='60' height='20' fill='%234a2e52' fill-opacity='0.5'/>"
    "<text y='28' font-family='Inter'>12</text></svg>"
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A small report</title>
<meta name="description" content="One page with everything"><meta name="dcterms.created" content="2026-10-16">
<meta name="dcterms.modified" content="2026-10-16"></head><body><main>
<p class="run-org">The programme</p><p class="run-draft">Draft</p><p class="run-rep">July</p>
<section class="sec"><h1>July</h1><nav class="toc"><ol><li><a href="#who">Whom we reached</a></li></ol></nav>
<dl class="meta"><div><dt>Status</dt><dd>Draft</dd></div></dl><ul><li>First</li><li>Second</li></ul></section>
<section class="sec" id="who"><h2>Whom we reached</h2><p>Words in <b>two</b> scripts: مرحبا.</p><h3>Contacts</h3>
<figure><figcaption>Contacts</figcaption><img class="chart" src="{PICTURE}" alt="Contacts: 12."></figure>
<table><caption>Contacts</caption><thead><tr><th scope="col">Zone</th><th scope="col">Now</th></tr></thead>
<tbody><tr><th scope="row">Docks</th><td>12</td></tr><tr><th scope="row">Gate</th><td>&lt;5</td></tr></tbody>
<tfoot><tr><th scope="row">All</th><td>withheld</td></tr></tfoot></table></section></main></body></html>"""


@lru_cache(maxsize=1)
def good() -> bytes:
    """A small file that keeps all rules."""
    pdf, complaints = to_pdf(PAGE, "A4", attachments=FILES)
    assert complaints == []
    return pdf


def named(rule: str) -> str:
    """The name in the list of the rule with this function name."""
    return next(name for name in RULES if name.endswith(f": {rule}"))


def found(rule: str, data: bytes) -> list[str]:
    """What one rule says of a file; a file that cannot be read is found too."""
    try:
        return list(RULES[named(rule)](File(data)))
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError, IndexError) as error:
        return [type(error).__name__]


def test_a_small_page_with_everything_keeps_all_rules() -> None:
    assert broken(good()) == {}


def test_written_again_it_still_keeps_all_rules() -> None:
    assert broken(_written(good(), lambda pdf: None)) == {}


def test_a_report_keeps_all_rules(sample_pdf: Path) -> None:
    assert broken(sample_pdf.read_bytes()) == {}


def test_every_rule_has_a_file_that_breaks_it() -> None:
    shown = {rule for rule, _, _ in [*BREAKS, *RAW]}
    assert {name.rpartition(": ")[2] for name in RULES} == shown


@pytest.mark.parametrize(("rule", "what", "change"), BREAKS, ids=[f"{r}-{w}" for r, w, _ in BREAKS])
def test_a_broken_file_is_found(rule: str, what: str, change: Break) -> None:
    assert found(rule, _written(good(), change)), f"{rule} does not find {what}"


@pytest.mark.parametrize(("rule", "what"), [(rule, what) for rule, what, _ in RAW])
def test_broken_bytes_are_found(rule: str, what: str) -> None:
    change = next(how for r, w, how in RAW if (r, w) == (rule, what))
    assert found(rule, change(good())), f"{rule} does not find {what}"


def _written(data: bytes, change: Break) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        change(pdf)
        pdf.save(out, fix_metadata_version=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()
