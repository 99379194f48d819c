"""Who pays in Eastmere and what was promised: a funding source, two templates of reports, targets, size estimates."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from ..reports.indicators import store as target_store
from ..reports.indicators.target_rules import Estimate, Target
from ..reports.template import store as template_store
from ..reports.template.rules import Calendar, FundingSource, ReportTemplate, Scope, not_funded_by

FUNDER = "Harbour Health Fund"
PUBLIC_SECTIONS = (
    "key_figures", "changed", "reach", "people", "supplies", "naloxone", "referrals", "zones", "unmet", "narrative",
    "quality", "give_back",
)  # fmt: skip
FUNDER_SECTIONS = (
    "key_figures", "changed", "reach", "people", "supplies", "naloxone", "referrals", "zones", "narrative",
    "indicators", "quality",
)  # fmt: skip


def promise(conn: Connection, today: date) -> None:
    """Everything, for the year of `today`; the agreement is older than the first report under it."""
    source = FundingSource(
        0, FUNDER, zones=(1, 2, 3, 4), not_eligible=not_funded_by("SAMHSA"),
        agreement_on=today - timedelta(days=400), source="Grant letter, annex 2 (invented)",
    )  # fmt: skip
    number = template_store.save_source(conn, source)
    public = ReportTemplate("Report to the neighbourhood", sections=PUBLIC_SECTIONS, packs=("community",))
    funder = ReportTemplate(
        f"Report to {FUNDER}", audience=f"funder:{number}", sections=FUNDER_SECTIONS, packs=("us-ssp",),
        calendar=Calendar("quarter", 1, 20), threshold=5, scope=Scope(funding=number),
    )  # fmt: skip
    for template in (public, funder):
        template_store.save(conn, template)
    year = today.year
    for pack, code, value in (
        ("community", "NEEDLES", 26_000), ("community", "KITS", 1_500), ("community", "ATTENDED", 40),
        ("us-ssp", "SSP.SYRINGES", 26_000), ("us-ssp", "SSP.KITS", 1_500), ("us-ssp", "SOR.TRAINED", 160),
        ("who-unaids", "GAM-NSP", 200),
    ):  # fmt: skip
        target_store.save_target(conn, Target(pack, code, str(year), value))
    for population, people, low, high in (("pwid", 420, 350, 560), ("sw", 300, 220, 410)):
        told = "Eastmere health office, capture and recapture (invented)"
        target_store.add_estimate(conn, Estimate(population, people, low, high, year - 1, told), year)
