"""A phone joins: one link, one use, ten minutes, six digits, five tries."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.errors import BadInputError, ConflictError, NotFoundError
from outreach.privacy import ring
from outreach.privacy.encoding import unb64
from outreach.privacy.points import fingerprint
from outreach.sync import phones
from outreach.team import devices
from tests.sync.pocket import statuses

TODAY = date(2026, 11, 20)
HEADERS = {"X-Outreach": "1"}


@pytest.fixture
def secret(run, town, clock):
    return run(phones.offer, town.member, town.team, "Lamp 3", clock.now)


def enrol(client, secret, changes=None):
    return client.post("/api/v1/enrol", json={"v": 1, "secret": secret} | (changes or {}), headers=HEADERS)


def confirm(run, town, clock, digits, same_as=None):
    return run(phones.confirm, 1, digits, same_as, town.member, clock.now, TODAY)


def test_a_link_gives_a_phone_all_it_needs_to_seal_and_send(client, secret):
    answer = enrol(client, secret).get_json()
    names = {"v", "org", "org_name", "device", "token", "ref_token", "signing_key", "ring", "sig", "digits"}
    assert set(answer) == names
    found = ring.read(unb64(answer["ring"]), unb64(answer["sig"]), unb64(answer["signing_key"]))
    assert found.newest == "2028-01"
    assert len(fingerprint(unb64(answer["signing_key"]))) == 43


def test_a_link_works_once(client, secret):
    assert enrol(client, secret).status_code == 200
    response = enrol(client, secret)
    assert response.status_code == 410
    assert response.get_json()["error"] == "gone"


def test_a_link_works_for_ten_minutes(client, secret, clock):
    clock.move(minutes=10)
    assert enrol(client, secret).status_code == 410


def test_an_unknown_secret_is_answered_like_a_used_one(client, town):
    assert enrol(client, "a" * 22).status_code == 410


@pytest.mark.parametrize("changes", [{"v": 2}, {"secret": ""}, {"secret": 7}, {"more": 1}])
def test_a_malformed_request_is_400(client, secret, changes):
    assert enrol(client, secret, changes).status_code == 400


def test_a_request_without_our_header_is_403(client, secret):
    assert client.post("/api/v1/enrol", json={"v": 1, "secret": secret}).status_code == 403


def test_the_store_keeps_hashes_only(client, secret, run):
    answer = enrol(client, secret).get_json()
    row = run(devices.by_uid, answer["device"])
    stored = {bytes(v) for v in row if isinstance(v, bytes)} | {str(v).encode() for v in row}
    assert not stored & {answer["token"].encode(), answer["ref_token"].encode(), secret.encode()}


def test_the_right_digits_confirm_the_phone(client, secret, run, town, clock):
    answer = enrol(client, secret).get_json()
    spaced = f"{answer['digits'][:3]} {answer['digits'][3:]}"
    assert confirm(run, town, clock, spaced) == "confirmed"
    assert run(devices.by_uid, answer["device"]).status == "active"


def test_five_wrong_digits_end_the_enrolment(client, secret, run, town, clock):
    answer = enrol(client, secret).get_json()
    wrong = f"{(int(answer['digits']) + 1) % 10**6:06d}"
    assert [confirm(run, town, clock, wrong) for _ in range(5)] == ["wrong"] * 4 + ["spent"]
    assert confirm(run, town, clock, answer["digits"]) == "spent"
    assert run(devices.by_uid, answer["device"]).status == "revoked"


def test_digits_before_a_phone_has_used_the_link_are_no_try(run, town, clock, secret):
    assert confirm(run, town, clock, "123456") == "waiting"


def test_digits_have_a_time_too_and_work_once(client, secret, run, town, clock):
    digits = enrol(client, secret).get_json()["digits"]
    clock.move(minutes=20)
    assert confirm(run, town, clock, digits) == "spent"
    clock.move(minutes=-20)
    assert confirm(run, town, clock, digits) == "confirmed"
    assert confirm(run, town, clock, digits) == "spent"


def test_no_such_link_is_not_found(run, town, clock):
    with pytest.raises(NotFoundError):
        run(phones.confirm, 99, "123456", None, town.member, clock.now, TODAY)


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_phone_needs_a_name_that_fits(run, town, clock, name):
    with pytest.raises(BadInputError):
        run(phones.offer, town.member, town.team, name, clock.now)


def test_a_phone_enrolled_again_speaks_for_its_former_self(make_phone, contact, run, town, client, clock):
    old = make_phone()
    first = old.seal(contact())
    old.send([first])
    new = make_phone(active=False)
    run(phones.confirm, 2, new.joined.digits, old.id, town.member, clock.now, TODAY)
    items = [old.seal(contact()), new.seal(["void", 1, old.uid, first["id"], 1])]
    assert statuses(new.send(items)) == [("stored", None)] * 2
    assert run(devices.by_uid, old.uid).status == "revoked"


def test_a_phone_has_one_successor_of_its_own_team(make_phone, run, town):
    old, new, other = make_phone(), make_phone(), make_phone(team=town.other_team)
    run(phones.same_phone, new.id, old.id, town.member, TODAY)
    with pytest.raises(ConflictError):
        run(phones.same_phone, make_phone().id, old.id, town.member, TODAY)
    with pytest.raises(ConflictError):
        run(phones.same_phone, old.id, new.id, town.member, TODAY)
    with pytest.raises(NotFoundError):
        run(phones.same_phone, other.id, new.id, town.member, TODAY)
    with pytest.raises(NotFoundError):
        run(phones.same_phone, new.id, new.id, town.member, TODAY)


def test_enrolment_tries_are_limited(make_app, town, clock):
    client = make_app(RATE_LIMIT=True).test_client()
    found = [enrol(client, "a" * 22).status_code for _ in range(21)]
    assert found == [410] * 20 + [429]
    assert int(enrol(client, "a" * 22).headers["Retry-After"]) > 0


def test_how_each_phone_stands(make_phone, contact, run, town):
    phone = make_phone()
    phone.send([phone.seal(contact(), n=3), phone.seal(contact(people=0), n=4)], left=7, next_n=12)
    (standing,) = run(phones.standings, town.team)
    assert (standing.held, standing.left, standing.next_n) == (2, 7, 12)
    assert [tuple(gap) for gap in standing.gaps] == [(1, 2)]
    assert standing.waiting == {"people": 1}
    assert standing.proof_on == TODAY
    assert run(phones.standings, town.other_team) == []
