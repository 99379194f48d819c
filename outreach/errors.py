"""The one error tree. No Flask here; error_pages.py translates it to HTML and JSON once.

`message` is safe to show to anybody: it never holds an identifier, a code, a token or what was sent.
"""


class OutreachError(Exception):
    """Something a person or a phone can be told about in plain words."""

    status = 400
    code = "bad_request"
    message = "That did not work. Check what you entered and try again."

    def __init__(self, message: str | None = None, *, code: str | None = None) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message
        self.code = code or self.code


class ConfigError(OutreachError):
    """A setting is missing or cannot be used; the server does not start with it."""

    status = 500
    code = "config"


class BadInputError(OutreachError):
    """What was sent cannot be read or is out of range."""

    code = "bad_input"


class FormExpiredError(BadInputError):
    """A form without a valid token: open for too long, from another sign-in, or from another site."""

    code = "form_expired"
    message = "This form is too old or came from another page. Go back, reload the page and send it again."


class InvalidRecordError(OutreachError):
    """An opened record breaks a rule of its kind; it goes to quarantine under this code."""

    code = "invalid"
    message = "This record does not fit the rules of its kind. It is kept in quarantine."


class SealError(OutreachError):
    """An envelope cannot be opened: other key, other binding or changed bytes."""

    code = "unopened"
    message = "This envelope cannot be opened. It is kept in quarantine."


class UnauthenticatedError(OutreachError):
    """No sign-in, or a credential that is not valid (any more)."""

    status = 401
    code = "sign_in"
    message = "Please sign in."


class ForbiddenError(OutreachError):
    """Signed in, but this role or team may not do this."""

    status = 403
    code = "forbidden"
    message = "Your role does not include this page. Ask an administrator if you need it."


class NotFoundError(OutreachError):
    """There is no such thing, or not for this team."""

    status = 404
    code = "not_found"
    message = "There is nothing here. It may have been moved, or it belongs to another team."


class ConflictError(OutreachError):
    """Somebody else changed it first, or it was already done."""

    status = 409
    code = "conflict"
    message = "This was changed in the meantime. Reload the page and look again."


class GoneError(OutreachError):
    """It existed, and was used or has expired."""

    status = 410
    code = "gone"
    message = "This has been used or has expired. Ask for a new one."


class TooLargeError(OutreachError):
    """More bytes than a request may have, also after inflating."""

    status = 413
    code = "too_large"
    message = "That is too large. Send less at a time."


class UnsupportedMediaError(OutreachError):
    """The content type or encoding is not the one this address takes."""

    status = 415
    code = "unsupported"
    message = "This address takes another kind of content."


class TooManyError(OutreachError):
    """Too many tries in a short time. `retry_after` is in seconds."""

    status = 429
    code = "too_many"
    message = "Too many tries. Wait a little, then try again."
    retry_after = 60


class UnavailableError(OutreachError):
    """The store cannot be written just now. `retry_after` is in seconds; nothing was lost."""

    status = 503
    code = "unavailable"
    message = "The server is busy. Nothing is lost; try again in a moment."
    retry_after = 5


class NothingToReportError(OutreachError):
    """A period has too few contacts for a report, or has not begun."""

    status = 409
    code = "nothing_to_report"
    message = "There is nothing to report for this period yet."


class InvalidTemplateError(OutreachError):
    """A template of reports, a funding source, a target or an estimate cannot be kept; the code names the field."""

    code = "template"
    message = "This cannot be kept as it is. Look at the fields again."


class InvalidPackError(OutreachError):
    """A file of indicators cannot be used; the message lists what is wrong with it."""

    code = "pack"
    message = "This file of indicators cannot be used."


class UnknownIndicatorError(OutreachError):
    """A template or a target names an indicator that no pack holds (any more)."""

    status = 404
    code = "unknown_indicator"
    message = "No pack holds this indicator. Choose another one, or bring back the file that held it."


class ReportFailedError(OutreachError):
    """Making the PDF took too long, too much memory, or ended without a file."""

    status = 500
    code = "report_failed"
    message = (
        "The PDF could not be made. Nothing is lost: the figures are untouched, and you can ask for it again."
    )


class NotProvenError(OutreachError):
    """Disclosure control found no pattern that it could prove, not even for the totals."""

    status = 409
    code = "not_proven"
    message = (
        "Nothing is published: it could not be proven that these numbers single nobody out. Take a longer period or"
        " a larger area, and try again."
    )


class NotPublishedError(OutreachError):
    """A proof failed before an edition went out: it stays approved, and nothing was published."""

    status = 409
    code = "not_published"
    message = "Not published: a proof failed. Nothing went out and nothing is lost."


class ReportStoppedError(OutreachError):
    """Somebody pressed Stop, or another worker has taken the report over."""

    status = 409
    code = "report_stopped"
    message = "This report was stopped. Ask for it again whenever you like."


class UnknownKeyError(SealError):
    """The private key of an envelope's month does not exist here (any more)."""

    code = "unknown_key"
    message = "The key of this envelope's month is not on this server. It is kept in quarantine."


class KeyInUseError(OutreachError):
    """A month's key is younger than 210 days after its month: a phone may still hold records sealed to it."""

    status = 409
    code = "key_in_use"
    message = "This key is still needed: phones may hold records that only it can open."


class BulkError(UnavailableError):
    """A record broke a bulk statement: all is rolled back, and the batch goes in again item by item."""


class WrongPassphraseError(OutreachError):
    """An encrypted file does not open: another passphrase, or changed bytes."""

    code = "wrong_passphrase"
    message = "This file does not open with this passphrase."


class UnreadableBackupError(OutreachError):
    """A backup file is cut, changed, or its key is gone."""

    code = "unreadable_backup"
    message = "This backup cannot be read: it is cut or changed, or its key was destroyed."


class WorkerEndingError(OutreachError):
    """The worker was told to end; what it was doing goes back to what waits."""

    status = 503
    code = "worker_ending"
    message = "The worker is ending. What it was doing is taken up again when it starts."
