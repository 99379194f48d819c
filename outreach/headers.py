"""Security headers of every response, and how long anything may be cached. The sizes a request may have."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        # One policy by name: with 'none' the phone could start neither its worker nor its service worker.
        "trusted-types outreach",
    )
)
DENIED = (
    "accelerometer",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "display-capture",
)
IMMUTABLE = ("/static/v/", "/static/gen/", "/static/fonts/")  # their addresses change with their bytes

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: behind HTTPS Flask-WTF refuses every form that comes without a referrer.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def use_headers(app: Flask) -> None:
    """Adds the headers to whatever the app answers, errors too, and bounds what it reads."""
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    app.config["MAX_FORM_MEMORY_SIZE"] = 256 * 1024
    app.config["MAX_FORM_PARTS"] = 500
    app.after_request(_harden)


def _harden(response: Response) -> Response:
    response.headers.update(HEADERS)
    response.headers["Permissions-Policy"] = _permissions(request.path.startswith("/field/"))
    response.headers["Cache-Control"] = _caching(response)
    if current_app.config["HTTPS"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def _permissions(phone: bool) -> str:
    """Only the phone's pages may ask for the camera (codes) and the place (nearest service)."""
    allowed = "(self)" if phone else "()"
    own = (f"camera={allowed}", f"geolocation={allowed}")
    return ", ".join((*own, *(f"{name}=()" for name in DENIED)))


def _caching(response: Response) -> str:
    """Nothing is kept but what is the same for everybody: built files, and the phone's shell."""
    found = response.status_code in (200, 206, 304)
    if found and request.path.startswith(IMMUTABLE):
        return "public, max-age=31536000, immutable"
    if found and (request.endpoint == "static" or request.blueprint == "field"):
        return "no-cache"
    return "no-store"
