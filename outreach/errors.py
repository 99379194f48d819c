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
