"""Who may open what, and the limits of sign-in. Plain values and decisions: no Flask, no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

COORDINATOR, ADMINISTRATOR, FUNDER = "coordinator", "administrator", "funder"
MEMBER_ROLES = (COORDINATOR, ADMINISTRATOR, FUNDER)

ANYONE = ("anyone",)
PHONE = ("phone",)  # proves itself by its own token: no cookie, no form, no CSRF
DESK = (COORDINATOR, ADMINISTRATOR)
ADMIN = (ADMINISTRATOR,)
SIGNED_IN = MEMBER_ROLES

# Every endpoint of the server and who may call it. What is not here is refused: adding a page means deciding.
ROLES: Mapping[str, tuple[str, ...]] = {
    "static": ANYONE,
    "team.sign_in": ANYONE,
    "team.code": ANYONE,
    "team.theme": ANYONE,
    "team.sign_out": SIGNED_IN,
    "team.confirm": SIGNED_IN,
    "team.account": SIGNED_IN,
    "team.password": SIGNED_IN,
    "team.second_factor": SIGNED_IN,
    "team.second_factor_off": SIGNED_IN,
    "team.members": ADMIN,
    "team.member_add": ADMIN,
    "team.member_change": ADMIN,
    "team.member_password": ADMIN,
    "team.log": ADMIN,
    "team.log_check": ADMIN,
    "field.shell": ANYONE,  # the phone app: the same bytes for everybody
    "field.manifest": ANYONE,
    "field.service_worker": ANYONE,
    "sync.enrol": PHONE,
    "sync.reference_data": PHONE,
    "sync.sync": PHONE,
    "sync.description": ANYONE,  # the protocol is public
    "guides.guides": DESK,
    "guides.number": DESK,
    "guides.card": DESK,
    "guides.approve": DESK,
    "guides.withdraw": DESK,
    "guides.fill": DESK,
    "languages.words": DESK,
    "languages.word_save": DESK,
    "languages.checked_save": ADMIN,
    "portal.published": (FUNDER,),
    "portal.file": (FUNDER,),
    "portal.figures": DESK,
    "funders.funders": ADMIN,
    "funders.add": ADMIN,
    "funders.member": ADMIN,
    "servers.add": ADMIN,
    "servers.server": ADMIN,
    "outgoing.outgoing": DESK,
    "outgoing.attempt": DESK,
    "outgoing.send": DESK,
    "outgoing.again": DESK,
    "outgoing.notice_again": DESK,
    "outgoing.payload": DESK,
    "reports.paper_tally": DESK,
    "reports.reports": DESK,
    "reports.ask": DESK,
    "reports.by_itself": DESK,
    "reports.stop": DESK,
    "reports.edition": DESK,
    "reports.work": DESK,
    "reports.file": DESK,
    "reports.page": DESK,
    "reports.sheet": DESK,
    "reports.again": DESK,
    "reports.send": DESK,
    "reports.back": DESK,
    "reports.approve": DESK,  # never by somebody who drafted it or wrote in it: reports/editions/life.py
    "reports.drop": DESK,
    "reports.restore": DESK,
    "reports.publish": DESK,
    "reports.correct": DESK,
    "reports.text": DESK,
    "reports.text_undo": DESK,
    "reports.templates": DESK,
    "reports.template_add": DESK,
    "reports.template": DESK,
    "reports.template_use": DESK,
    "reports.funding_add": DESK,
    "reports.funding": DESK,
    "reports.funding_use": DESK,
    "reports.indicators": DESK,
    "reports.targets": DESK,
    "reports.target_save": DESK,
    "reports.target_remove": DESK,
    "reports.estimate_add": DESK,
    "reports.estimate_remove": DESK,
    "verify.page": ANYONE,
    "verify.check": ANYONE,
    "dashboards.today": SIGNED_IN,  # sends a funder on to the published reports
    "dashboards.supplies": DESK,
    "dashboards.supplies_csv": DESK,
    "dashboards.delivery": DESK,
    "dashboards.transfer": DESK,
    "dashboards.loss": DESK,
    "dashboards.count": DESK,
    "dashboards.usual": DESK,
    "dashboards.usual_save": DESK,
    "dashboards.bundle_save": DESK,
    "dashboards.record": DESK,
    "dashboards.record_supplies": DESK,
    "dashboards.record_void": DESK,
    "dashboards.referrals": DESK,
    "dashboards.referrals_csv": DESK,
    "dashboards.overdue_csv": DESK,
    "dashboards.slip": DESK,
    "dashboards.outcome": DESK,
    "dashboards.directory": DESK,
    "dashboards.directory_export": DESK,
    "dashboards.directory_import": DESK,
    "dashboards.service": DESK,
    "dashboards.service_add": DESK,
    "dashboards.service_checked": DESK,
    "dashboards.service_use": DESK,
    "dashboards.zones": DESK,
    "dashboards.zones_csv": DESK,
    "dashboards.zones_edit": DESK,
    "dashboards.zones_import": DESK,
    "dashboards.zone_change": DESK,
    "dashboards.site_add": DESK,
    "dashboards.site_change": DESK,
    "dashboards.phones": DESK,
    "dashboards.phone": DESK,
    "dashboards.phone_add": DESK,
    "dashboards.phone_link": DESK,
    "dashboards.phone_rename": DESK,
    "dashboards.phone_same": DESK,
    "dashboards.phone_revoke": DESK,
    "dashboards.rescue_file": DESK,
    "dashboards.doubles": DESK,
    "dashboards.double_apart": DESK,
    "dashboards.double_same": DESK,
    "dashboards.shifts": DESK,
    "dashboards.shifts_csv": DESK,
    "dashboards.shift_book": DESK,
    "dashboards.requests": DESK,
    "dashboards.requests_csv": DESK,
    "dashboards.restock_step": DESK,
    "dashboards.count_book": DESK,
    "dashboards.street_csv": DESK,
    "dashboards.quarantine": DESK,
    "dashboards.quarantine_decide": DESK,
    "safety.safety": DESK,
    "safety.alert_add": DESK,
    "safety.alert_change": DESK,
    "safety.alert_withdraw": DESK,
    "safety.incidents": DESK,
    "safety.incident_read": DESK,
    "safety.incident_alert": DESK,
    "safety.checkin_seen": DESK,
    "safety.team_key": DESK,
    "safety.key_add": DESK,
    "safety.key_rewrap": DESK,
    "safety.key_backup": DESK,
    "safety.key_file": DESK,
    "safety.app_face": ADMIN,
}

# Forms that may be larger than others (bytes): a phone's rescue file for members, a report to check for anybody.
LARGE_FORMS: Mapping[str, int] = {"dashboards.rescue_file": 9 * 1024 * 1024, "verify.check": 5 * 1024 * 1024}

# The password again, within FRESH: row-level exports, changes of members and roles, revoking a phone.
FRESH_ENDPOINTS = frozenset(
    {
        "dashboards.overdue_csv",
        "dashboards.phone_revoke",
        "funders.add",
        "funders.member",
        "outgoing.again",
        "outgoing.send",
        "servers.add",
        "servers.server",
        "reports.publish",
        "safety.key_add",
        "safety.key_rewrap",
        "safety.key_file",
        "team.member_add",
        "team.member_change",
        "team.member_password",
        "team.password",
        "team.second_factor",
        "team.second_factor_off",
    }
)

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
FRESH = timedelta(minutes=10)
TOUCH = timedelta(seconds=60)  # write "seen" at most once a minute: a page view must not cost a write

WINDOW_SECONDS = 15 * 60
LOGIN_HERE, LOGIN_ANYWHERE, ADDRESS = (
    5,
    100,
    30,
)  # failed tries per window; nobody far away can lock a member out

PASSWORD_MIN, PASSWORD_MAX = 12, 128


def allowed(endpoint: str | None, role: str | None) -> bool:
    """Whether a member of `role` (None: not signed in) may call `endpoint`. Unknown endpoints: nobody."""
    roles = ROLES.get(endpoint or "", ())
    return roles in (ANYONE, PHONE) or role in roles


def alive(started: datetime, seen: datetime, now: datetime) -> bool:
    """Whether a session still counts: used within IDLE, begun within ABSOLUTE."""
    return now - seen < IDLE and now - started < ABSOLUTE


def fresh(fresh_at: datetime, now: datetime) -> bool:
    """Whether the password was given recently enough for what cannot be undone."""
    return now - fresh_at < FRESH


def address_prefix(address: str | None) -> str:
    """The network an address belongs to (/24, /56): one household or office, not one lease."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ip_network(f"{found}/{24 if found.version == 4 else 56}", strict=False))


def window(now: datetime) -> int:
    """Number of the present rate-limit window."""
    return int(now.timestamp()) // WINDOW_SECONDS


def password_problem(password: str, login: str) -> str | None:
    """Why a chosen password will not do, in plain words; None when it will."""
    if len(password) < PASSWORD_MIN:
        return f"Use at least {PASSWORD_MIN} signs. Four words that do not belong together are easy to keep in mind."
    if len(password) > PASSWORD_MAX:
        return f"Use at most {PASSWORD_MAX} signs."
    if len(set(password.lower())) < 5:
        return "This repeats the same few signs. Use more different ones."
    name = login.split("@")[0].lower()
    if len(name) > 3 and name in password.lower():
        return "Leave your sign-in name out of the password."
    if any(word in password.lower() for word in ("password", "passwort", "12345678", "qwertyui", "outreach")):
        return "This is among the first that are tried. Choose other words."
    return None


def local_path(target: str | None) -> str:
    """`target` when it is a path of this site, else "/": nobody is sent elsewhere after signing in."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    return target if all(32 < ord(sign) < 127 for sign in target) else "/"
