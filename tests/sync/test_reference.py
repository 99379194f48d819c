"""Reference data and the description of the API."""

from __future__ import annotations

import json

from outreach.sync import phones
from outreach.sync.shapes import Ack, Batch
from tests.sync.conftest import TODAY


def fetch(phone, **headers):
    credential = {"Authorization": f"Reference {phone.uid}.{phone.joined.ref_token}"}
    return phone.app.test_client().get("/api/v1/reference", headers=credential | headers)


def test_a_phone_gets_what_it_shows_and_nothing_about_a_participant(phone, contact):
    phone.send([phone.seal(contact(code="7KQ42MXP"))])
    answer = fetch(phone).get_json()
    names = (
        "v org_name device_name team ring sig zones sites items bundles referral_types services codes"
        " return_rules settings lost alerts team_key guides emergency_number words languages"
    )
    assert set(answer) == set(names.split())
    assert [zone["name"] for zone in answer["zones"]] == ["Harbour", "Station"]
    assert answer["settings"]["day_ends"] == "05:00"
    assert "7KQ42MXP" not in json.dumps(answer)


def test_unchanged_data_is_304_and_changed_data_is_not(phone, run):
    from outreach.places import store as places
    from tests.sync.conftest import SQUARE

    first = fetch(phone)
    assert fetch(phone, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    run(places.save_zone, "Park", SQUARE)
    assert fetch(phone, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_phone_that_waits_for_its_digits_gets_403_and_a_revoked_one_401(make_phone, run, town):
    waiting, gone = make_phone(active=False), make_phone()
    run(phones.revoke, gone.id, None, town.member, TODAY)
    assert (fetch(waiting).status_code, fetch(waiting).get_json()["error"]) == (403, "pending")
    assert fetch(gone).status_code == 401


def test_an_append_token_reads_nothing(phone):
    response = phone.app.test_client().get(
        "/api/v1/reference", headers={"Authorization": f"Reference {phone.uid}.{phone.token}"}
    )
    assert response.status_code == 401


def test_the_description_names_every_address_and_resolves(client):
    document = client.get("/api/v1/openapi.json").get_json()
    assert set(document["paths"]) == {"/api/v1/sync", "/api/v1/enrol", "/api/v1/reference"}
    text = json.dumps(document)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in document["components"]["schemas"]


def test_a_real_request_and_reply_fit_their_description(phone, contact):
    batch = phone.batch([phone.seal(contact())])
    assert Batch.model_validate(batch)
    assert Ack.model_validate(phone.send(batch["items"]))
