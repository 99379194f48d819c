"""The published vectors: unchanged, opened by the real server code, and answered as they say."""

from __future__ import annotations

import json
from random import Random

import pytest
from sqlalchemy import select

from outreach import installation
from outreach.clock import now
from outreach.errors import SealError
from outreach.privacy import ring, sealing
from outreach.privacy.current import keys, opener
from outreach.privacy.encoding import unb64
from outreach.privacy.points import fingerprint
from outreach.privacy.sealing import Binding, Opener
from outreach.sync import make_vectors, store
from outreach.sync.kinds import CHANGES, KINDS, parse
from outreach.sync.models import Envelope
from outreach.sync.shapes import BATCH_TYPE
from outreach.team import devices
from outreach.team.meta import set_meta
from tests.contacts.test_rules import made_known
from tests.sync.pocket import statuses

VECTORS = {path.name: json.loads(path.read_text()) for path in make_vectors.FOLDER.glob("*.json")}
GOOD = [*VECTORS["envelopes.json"]["good"], *VECTORS["kinds.json"]]
REFUSED = VECTORS["envelopes.json"]["refused"]


def bound(vector) -> Binding:
    return Binding(*(vector[name] for name in Binding._fields))


def test_making_them_again_gives_the_same_bytes():
    assert make_vectors.everything() == VECTORS


def test_the_ring_is_signed_by_the_key_of_the_fingerprint():
    vector = VECTORS["keys.json"]
    point = unb64(vector["signing_key"])
    assert fingerprint(point) == vector["fingerprint"]
    assert ring.read(unb64(vector["ring"]), unb64(vector["sig"]), point).version == 1
    assert ring.read(unb64(vector["older"]["ring"]), unb64(vector["older"]["sig"]), point).version == 0
    with pytest.raises(SealError):
        ring.read(unb64(vector["forged"]["ring"]), unb64(vector["forged"]["sig"]), point)


def test_there_is_a_vector_of_every_kind_and_each_keeps_its_rules():
    records = [json.loads(vector["plain"]) for vector in VECTORS["kinds.json"]]
    assert {record[0] for record in records} == KINDS.keys() - CHANGES - {"contact"}
    for record in records:
        parse(record, made_known())


def test_a_record_of_a_narrative_kind_is_long_whatever_it_says():
    lengths = {v["padded_length"] for v in VECTORS["kinds.json"] if v["name"] == "incident"}
    assert all(length % 1024 == 0 for length in lengths)


@pytest.mark.parametrize("vector", GOOD, ids=[v["name"] for v in GOOD])
def test_each_envelope_opens_to_its_record(vector):
    env = unb64(vector["env"])
    plain = Opener(make_vectors.month_keys().__getitem__).open(bound(vector), env)
    assert plain.decode().rstrip(" ") == vector["plain"]
    assert len(plain) == vector["padded_length"]
    assert sealing.context(bound(vector)).hex() == vector["context"]
    assert sealing.digest(bound(vector), env).hex() == vector["digest"]


@pytest.mark.parametrize("vector", REFUSED, ids=[v["name"] for v in REFUSED])
def test_each_changed_envelope_is_refused(vector):
    with pytest.raises(SealError):
        Opener(make_vectors.month_keys().__getitem__).open(bound(vector), unb64(vector["env"]))


@pytest.fixture
def example(app, run, town, monkeypatch):
    """The server of the vectors: their organisation, month keys and phone."""
    with app.app_context():
        monkeypatch.setattr(keys(), "private", make_vectors.month_keys().__getitem__)
        monkeypatch.setattr(opener(), "_private", make_vectors.month_keys().__getitem__)
    reply = VECTORS["batch.json"]["reply"]
    run(set_meta, "org", make_vectors.ORG)
    run(set_meta, "epoch", reply["epoch"])
    device = run(devices.add, make_vectors.DEVICE, town.team, "Example", "t" * 43, "r" * 43, now().date())
    run(devices.change, device, status="active")
    monkeypatch.setattr("outreach.sync.kinds.known", lambda *_: None)
    plain = example_parse()
    monkeypatch.setattr("outreach.sync.kinds.parse", plain)
    return app.test_client()


def example_parse():
    """Reads the shape of a record only: the vectors are about sealing, not about this town's catalogue."""
    from outreach.sync.kinds import Parsed

    return lambda record, _known: Parsed("contact", None, None)


def test_the_server_answers_the_batch_as_its_vector_says(example, monkeypatch):
    monkeypatch.setattr("outreach.sync.writing.fold", lambda conn, incoming: None)
    vector = VECTORS["batch.json"]
    headers = {"Authorization": f"Device {make_vectors.DEVICE}.{'t' * 43}", "X-Outreach": "1"}
    response = example.post(
        "/api/v1/sync", data=json.dumps(vector["request"]), content_type=BATCH_TYPE, headers=headers
    )
    assert response.get_json(force=True) == vector["reply"]


def test_a_thousand_envelopes_with_one_thing_changed_are_refused_with_their_reason(make_phone, contact, run):
    """One changed byte, another device, another id, another key: each is kept, none counts."""
    phone, other, random = make_phone(), make_phone(), Random(5)
    expected, sent = [], []
    for round_ in range(250):
        whole = phone.seal(contact())
        raw = bytearray(unb64(whole["env"]))
        raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
        flipped = {**whole, "env": make_vectors.b64(bytes(raw))}
        moved = {**other.seal(contact(), n=10_000 + round_), "device": phone.uid}
        renamed = {**phone.seal(contact()), "id": make_vectors.uuid4(f"renamed {round_}")}
        rekeyed = {**phone.seal(contact()), "key_id": "2026-12" if round_ % 2 else "2020-01"}
        sent += [flipped, moved, renamed, rekeyed]
        expected += ["unopened", "unopened", "unopened", "unopened" if round_ % 2 else "unknown_key"]
    found = [s for first in range(0, 1000, 100) for s in statuses(phone.send(sent[first : first + 100]))]
    assert found == [("quarantined", reason) for reason in expected]
    assert run(lambda conn: conn.execute(select(Envelope.seq).where(Envelope.body.is_(None))).first()) is None
    assert run(store.newest_seq) == 1000


def test_the_example_organisation_is_nobodys(tmp_path, app, clock):
    installation.make_organisation(app)
    with app.app_context():
        assert fingerprint(keys().signing_point()) != VECTORS["keys.json"]["fingerprint"]
