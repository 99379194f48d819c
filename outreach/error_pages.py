"""The one translation of errors to HTML and JSON."""

from __future__ import annotations

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from .errors import BadInputError, OutreachError, UnavailableError

PLAIN = {
    400: "That did not work. Check what you entered and try again.",
    404: "There is nothing here. It may have been moved.",
    405: "This address does not take that kind of request.",
    413: "That is too large. Send less at a time.",
    415: "This address takes another kind of content.",
    500: "Something went wrong on the server. Nothing you saved is lost. Please tell your administrator.",
}


def register(app: Flask) -> None:
    """Installs the handlers; an unexpected error is logged by type only, never with what was sent."""
    app.register_error_handler(OutreachError, _outreach)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(OverflowError, _too_large)
    app.register_error_handler(DataError, _too_large)
    app.register_error_handler(Exception, _unexpected)


def _outreach(error: OutreachError) -> Response:
    response = answer(error.status, error.code, error.message)
    if hasattr(error, "retry_after"):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    return answer(status, (error.name or "error").lower().replace(" ", "_"), PLAIN.get(status, PLAIN[400]))


def _database(_error: OperationalError) -> Response:
    return _outreach(UnavailableError())


def _too_large(_error: Exception) -> Response:
    # A number or text that no form of ours sends and no column can hold: 400 digits, a NUL, a date in the year 0.
    return _outreach(
        BadInputError("A number or text in it cannot be stored. Check what you entered and try again.")
    )


def _unexpected(error: Exception) -> Response:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame else "?"
    # The text of an exception may hold what was sent; its type and place are enough to find the fault.
    current_app.logger.error("unexpected %s in %s", type(error).__name__, where)
    return answer(500, "server_error", PLAIN[500])


def answer(status: int, code: str, message: str) -> Response:
    """The error as JSON for phones and as a page for people."""
    if request.path.startswith("/api/"):
        return make_response(jsonify(error=code, message=message), status)
    return make_response(render_template("error.html", status=status, message=message), status)
