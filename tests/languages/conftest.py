"""The desk of the dashboards' tests, with its members and phones."""

from tests.dashboards.conftest import contact, desk, made_keys, make_phone, people, people_of, phone, town

__all__ = ["contact", "desk", "made_keys", "make_phone", "people", "people_of", "phone", "town"]
