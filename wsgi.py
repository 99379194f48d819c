"""For any WSGI server: `gunicorn wsgi:app`."""

import gc

from outreach import create_app

app = create_app()
gc.freeze()  # what is loaded now stays; looking through it again and again costs a tenth of a busy server's time
