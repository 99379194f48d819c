"""The product under test as a WSGI application: `gunicorn tests.bench.served:app` with BENCH_INSTANCE=<folder>."""

from __future__ import annotations

import gc
import os
from pathlib import Path

from outreach import create_app

app = create_app(instance=Path(os.environ["BENCH_INSTANCE"]))
gc.freeze()  # as wsgi.py and `outreach run` do
gc.set_threshold(20_000, 20, 20)
