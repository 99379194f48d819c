"""Everything that leaves the house, joined: pages and long work, for views.py to register."""

from __future__ import annotations

from .funders import pages as funders_pages
from .funders import portal
from .sending import notices, outgoing_pages, push, server_pages

work = (notices, push)  # importing them tells the worker what it can do
blueprints = (portal.bp, funders_pages.bp, server_pages.bp, outgoing_pages.bp)
