"""Today, the morning sheet."""

from __future__ import annotations

from datetime import date

from outreach.team.meta import set_meta
from tests.figures.world import slip
from tests.sync.pocket import statuses


def test_an_empty_programme_says_how_to_begin(desk):
    page = desk.bo.get("/").text
    for words in ("Record a delivery", "Add the first phone", "No follow-up is overdue", "No contacts"):
        assert words in page
    assert "Friday, 20 November" in page


def test_it_greets_the_member_and_says_as_at_and_internal(desk):
    page = desk.bo.get("/").text
    assert "Good evening, Bo. Figures as at 21:00" in page
    assert "Internal, not for publication." in page


def test_what_runs_out_first_stands_at_the_top(desk):
    desk.deliver("NS01", 1000)
    desk.deliver("SX01", 30)
    lines = [["NS01", 10], ["SX01", 5]]
    desk.log(
        desk.phone(),
        *({"day": f"2026-11-{day}", "lines": lines, "site": desk.store} for day in range(10, 19)),
    )
    page = desk.bo.get("/").text
    assert "Condoms, none left" in page
    assert page.index("Condoms") < page.index("Needles 1 ml")


def test_the_last_fortnight_is_counted_up_to_yesterday(desk):
    desk.log(
        desk.phone(),
        {"day": "2026-11-20"},
        {"day": "2026-11-19"},
        {"day": "2026-11-06"},
        {"day": "2026-11-05"},
    )
    assert '<p class="ans">2 contacts</p>' in desk.bo.get("/").text


def test_silent_phones_are_named(desk, clock):
    desk.log(desk.phone(), {})
    clock.move(days=3)
    bo = desk.people.browser("bo")
    assert "Phone 1 3 days" in bo.get("/").text


def test_overdue_referrals_are_counted_with_the_oldest(desk, clock):
    desk.log(desk.phone(), {"referrals": [["T.HIV", slip(7), "warm", None]]})
    clock.move(days=17)
    assert "3 days over: HIV test, slip 000-007" in desk.people.browser("bo").get("/").text


def test_quarantine_waits_for_a_decision_of_its_own_team_only(desk):
    phone = desk.phone()
    assert statuses(phone.send([phone.seal(b"nonsense")])) == [("quarantined", "shape")]
    assert "1 record in quarantine" in desk.bo.get("/").text
    assert "in quarantine" not in desk.cleo.get("/").text


def test_a_late_backup_is_told_and_a_fresh_one_is_not(desk):
    assert "No backup yet" in desk.bo.get("/").text
    desk.run(set_meta, "last_backup_on", date(2026, 11, 10).isoformat())
    assert "No backup for 10 days" in desk.bo.get("/").text
    desk.run(set_meta, "last_backup_on", date(2026, 11, 20).isoformat())
    assert "backup" not in desk.bo.get("/").text


def test_the_share_of_not_asked_and_the_seconds_are_shown(desk):
    desk.log(desk.phone(), {"seen": 0, "secs": 5}, {"seen": 1, "secs": 10}, {"seen": 2, "secs": 10})
    page = desk.bo.get("/").text
    assert "1 of 3" in page
    assert "<dd>10</dd>" in page


def test_a_funder_is_led_to_the_published_reports(desk):
    assert desk.finn.get("/").location == "/published"
    assert "Nothing is published yet." in desk.finn.get("/published").text
