"""Whatever is sent: a clear answer with the right status, nothing stored, never a 5xx."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.sync import store
from outreach.sync.shapes import BATCH_TYPE
from tests.sync.pocket import statuses

PLAIN = {"X-Outreach": "1"}
NOTHING = gzip.compress(
    b"{}", mtime=0
)  # without the time, which would give the test another name each second


def post(phone, body: bytes, *, kind=BATCH_TYPE, **headers):
    mine = {"Authorization": f"Device {phone.uid}.{phone.token}", **PLAIN, **headers}
    return phone.app.test_client().post(
        "/api/v1/sync", data=body, content_type=kind, headers={k: v for k, v in mine.items() if v is not None}
    )


def told(response) -> tuple[int, str]:
    answer = response.get_json()
    assert answer["message"]
    return response.status_code, answer["error"]


@pytest.mark.parametrize(
    "credential",
    [
        None, "", "Device", "Device x", "Bearer abc", "Device 0b54c1de-90a7-4f26-8b1d-3e7a6c2f9d45.",
        "Device 0b54c1de-90a7-4f26-8b1d-3e7a6c2f9d45.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Device ' or 1=1 --.x",
    ],
)  # fmt: skip
def test_a_wrong_credential_is_401(phone, credential):
    assert told(post(phone, b"{}", Authorization=credential)) == (401, "sign_in")


def test_another_phones_token_is_401(make_phone):
    one, other = make_phone(), make_phone()
    one.token = other.token
    assert one.push([]).status_code == 401


def test_a_reference_token_opens_no_sync_and_the_other_way_round(phone):
    response = post(phone, b"{}", Authorization=f"Reference {phone.uid}.{phone.joined.ref_token}")
    assert response.status_code == 401
    phone.token = phone.joined.ref_token
    assert phone.push([]).status_code == 401


def test_a_batch_of_another_phone_is_400(make_phone):
    one, other = make_phone(), make_phone()
    assert told(one.push([], device=other.uid)) == (400, "bad_input")


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", ""])
def test_another_content_type_is_415(phone, kind):
    assert told(post(phone, b"{}", kind=kind)) == (415, "unsupported")


def test_another_encoding_is_415(phone):
    assert told(post(phone, b"{}", **{"Content-Encoding": "br"})) == (415, "unsupported")


def test_a_form_of_another_site_is_403(phone):
    assert told(post(phone, b"{}", **{"Sec-Fetch-Site": "cross-site"})) == (403, "forbidden")
    assert told(post(phone, b"{}", **{"X-Outreach": None})) == (403, "forbidden")


def test_more_bytes_than_allowed_are_413(phone):
    assert told(post(phone, b" " * (256 * 1024 + 1))) == (413, "too_large")
    assert post(phone, b" " * (3 * 1024 * 1024)).status_code == 413


def test_a_bomb_is_413_and_is_not_inflated(phone):
    bomb = gzip.compress(b" " * 200_000_000)
    assert len(bomb) < 256 * 1024
    assert told(post(phone, bomb, **{"Content-Encoding": "gzip"})) == (413, "too_large")


@pytest.mark.parametrize(
    "body",
    [b"no gzip", NOTHING[:-5], NOTHING + b"more", zlib.compress(b"{}"), b""],
)
def test_broken_gzip_is_400(phone, body):
    assert told(post(phone, body, **{"Content-Encoding": "gzip"})) == (400, "bad_input")


NO_BATCH = [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000, b'{"v":NaN}', b"1" * 5000]


@pytest.mark.parametrize("body", NO_BATCH)
def test_what_is_no_batch_is_400(phone, body):
    assert told(post(phone, body)) == (400, "bad_input")


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2}, {"v": "1"}, {"nonce": "short"}, {"nonce": "x" * 65}, {"nonce": "ä" * 10}, {"epoch": "x"},
        {"acked_seq": -1}, {"acked_seq": 1.5}, {"acked_seq": 2**40}, {"held": None}, {"held": {"count": 1}},
        {"held": {"count": 1, "digest": "x" * 64}}, {"left": "0"}, {"left": True}, {"next_n": 0}, {"next_n": 2**40},
        {"items": None}, {"items": {}}, {"more": 1}, {"app": "x" * 17}, {"app": "a b"}, {"device": "x"},
    ],
)  # fmt: skip
def test_each_wrong_field_is_400_and_named_but_never_repeated(phone, change):
    response = post(phone, json.dumps(phone.batch([]) | change).encode())
    assert told(response)[0] == 400
    assert next(iter(change)) in response.get_json()["message"]


def test_a_missing_field_is_400(phone):
    whole = phone.batch([])
    for name in whole:
        if name != "app":
            body = json.dumps({k: v for k, v in whole.items() if k != name}).encode()
            assert told(post(phone, body))[0] == 400


def test_more_than_a_hundred_items_are_400(phone, run):
    assert told(phone.push([{}] * 101)) == (400, "bad_input")
    assert run(store.newest_seq) == 0


def test_other_methods_and_addresses_are_told(phone):
    client = phone.app.test_client()
    assert client.get("/api/v1/sync").status_code == 405
    assert client.get("/api/v1/nothing").status_code == 404
    assert client.get("/api/v1/nothing").is_json


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ("v", "device", "nonce", "epoch", "acked_seq", "held", "left", "next_n", "items", "app", "x")
fuzz = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@fuzz
@given(st.dictionaries(st.sampled_from(FIELDS), anything))
def test_any_json_as_batch_is_answered_without_a_5xx(phone, changes):
    body = json.dumps(phone.batch([]) | changes).encode()
    assert post(phone, body).status_code in (200, 400)


@fuzz
@given(st.lists(anything, max_size=5))
def test_any_json_as_items_is_rejected_item_by_item(phone, items):
    response = phone.push(items)
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert statuses(response.get_json(force=True)) == [("rejected", "malformed")] * len(items)


@fuzz
@given(st.binary(max_size=300))
def test_any_bytes_are_answered_without_a_5xx(phone, body):
    assert post(phone, body).status_code == 400
    assert post(phone, body, **{"Content-Encoding": "gzip"}).status_code == 400


@fuzz
@given(anything)
def test_any_json_inside_an_envelope_waits_or_counts(phone, record):
    item = phone.seal(json.dumps(record).encode()[:8000])
    assert phone.push([item]).get_json(force=True)["results"][0]["status"] == "quarantined"


@fuzz
@given(st.integers(0, 18), anything)
def test_any_value_in_any_field_of_a_contact_waits_or_counts(phone, contact, place, value):
    record = contact()
    record[place] = value
    ack = phone.push([phone.seal(json.dumps(record).encode()[:8000])]).get_json(force=True)
    assert ack["results"][0]["status"] in ("stored", "quarantined")
