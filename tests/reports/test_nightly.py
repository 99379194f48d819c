"""The worker's nights."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from outreach import jobs
from outreach.installation import make_organisation
from outreach.reports import nightly


def test_each_night_makes_a_backup(app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_nightly", {})
    make_organisation(app)
    nightly.register()
    with app.app_context():
        jobs.jobs().night()
    assert len(list((instance / "backups").glob("*.backup"))) == 1
