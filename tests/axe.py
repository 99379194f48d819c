"""The automatic check of WCAG 2.2 AA and best practice that desk and phone go through."""

from __future__ import annotations

from pathlib import Path

AXE = (Path(__file__).parent / "vendor/axe-core-4.14.1/axe.min.js").read_text("utf-8")
# Only what is wrong is described, and style sheets are not fetched once more for the check: half the time.
RUN = """async () => (await axe.run(document, { resultTypes: ['violations'], preload: false,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`)"""
SETTLED = "document.getAnimations().forEach((one) => one.finish())"  # colours change over some milliseconds
