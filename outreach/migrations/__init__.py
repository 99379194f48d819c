"""Changes of the tables, in order. Configured in code: there is no alembic.ini to get lost.

Importing this package imports the tables of every feature, so that nothing is left out of a comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from .. import entries
from ..contacts import models as contacts
from ..contacts import record_models as contact_records
from ..database import Base
from ..errors import ConfigError
from ..figures import models as figures
from ..guides import models as guides
from ..languages import models as languages
from ..places import models as places
from ..referrals import models as referrals
from ..referrals import record_models as referral_records
from ..reports.editions import models as reports
from ..reports.sending import models as report_deliveries
from ..reports.template import models as report_templates
from ..safety import models as safety
from ..safety import record_models as safety_records
from ..supplies import models as supplies
from ..supplies import record_models as supply_records
from ..sync import models as sync
from ..team import models as team

MODELS = (
    contacts,
    entries,
    figures,
    guides,
    languages,
    places,
    referrals,
    reports,
    report_deliveries,
    report_templates,
    safety,
    supplies,
    sync,
    team,
)
RECORDS = (contact_records, referral_records, safety_records, supply_records)
TABLES = Base.metadata


def upgrade(url: str, revision: str = "head") -> None:
    """Brings the store at `url` up to `revision`. Running it again changes nothing.

    Raises ConfigError when the store knows steps that this version does not have.
    """
    try:
        _run(url, lambda config: command.upgrade(config, revision))
    except CommandError:
        raise ConfigError(
            "This store was used by a newer version of Outreach. Install that version."
        ) from None


def downgrade(url: str, revision: str) -> None:
    """Takes the store at `url` back to `revision` ("base": no tables). For tests of the steps themselves."""
    _run(url, lambda config: command.downgrade(config, revision))


def _run(url: str, action: Callable[[Config], object]) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as conn:
        config.attributes["connection"] = conn
        action(config)
    engine.dispose()
