"""All languages are on the phone: one may be chosen with no network from a cold start."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.field.test_service_worker import Site, context, site, visit
from tests.languages.test_switch import LANGUAGES, choose

__all__ = ["context", "site"]
pytestmark = pytest.mark.browser
SET_UP = {"es": "Prepara este teléfono", "fr": "Préparer ce téléphone", "pt": "Configure este telefone"}
SET_UP |= {"ar": "إعداد هذا الهاتف", "en": "Set up this phone"}


def test_every_language_is_there_without_a_network(
    site: Callable[..., Site], context: BrowserContext
) -> None:
    real = site(fake=False)
    visit(context, real).close()
    real.server.stop()
    page = context.new_page()
    page.goto(f"{real.server.url}/field/")
    for lang in ("es", "fr", "pt", "ar", "en"):
        page.locator(".o-bar .o-key").click()
        choose(page, lang)
        expect(page.get_by_text(re.compile(f"^{SET_UP[lang]}$"))).to_be_visible()
    assert set(SET_UP) == set(LANGUAGES)
