"""Members for the tests of the team."""

from tests.team.people import people, people_of

__all__ = ["people", "people_of"]
