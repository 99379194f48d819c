"""Why a record waits in quarantine, in plain words, and what approving means then."""

from __future__ import annotations

REASONS = {
    "pending": "Sent before the phone's six digits were confirmed.",
    "revoked": "Sent by a phone after it was revoked.",
    "lost": "Arrived on or after the day from which the phone counts as lost.",
    "clone": "A second record with a number that was used before: two phones may share one identity.",
    "conflict": "The same record came twice with different content. Both are kept; the first one counts.",
    "foreign_device": "Brought by a phone that did not make it, and nobody has said that both are the same phone.",
    "ref_foreign": "Changes a record of another phone.",
    "over_limit": "More records in one day than a phone usually sends.",
    "unopened": "The envelope cannot be opened: its key, its phone or its bytes do not fit.",
    "unknown_key": "Sealed to a key that this server does not have.",
    "unknown_version": "Sealed by a newer app than this server understands.",
    "unfolded": "Could not be added to the figures. An administrator should look at the server's log.",
    "failed": "Its rules failed on the server. An administrator should look at the server's log.",
    "day_future": "Its day lies in the future: the phone's date was wrong.",
    "day_sealed": "Its day is older than the records that are kept.",
    "kind": "A kind of record that this server does not know.",
    "version": "A version of a record that this server does not know.",
}
UNREADABLE = frozenset({"unopened", "unknown_key", "unknown_version", "kind", "version"})


def in_words(reason: str | None) -> str:
    """The sentence for a reason; a rule of a field is named."""
    return REASONS.get(reason or "", f"Breaks a rule of the form: {(reason or 'unknown').replace('_', ' ')}.")


def readable(reason: str | None) -> bool:
    """Whether approving can work at all: what nobody can read cannot count."""
    return reason not in UNREADABLE
