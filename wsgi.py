"""For any WSGI server: `gunicorn wsgi:app`."""

import gc

from outreach import create_app

app = create_app()
# What is loaded now stays: looking through it again and again costs a busy server a tenth of its time.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
