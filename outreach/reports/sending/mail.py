"""A notice by e-mail that holds no content: "something was published, sign in". The only file that speaks SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any

from ...clock import now
from ...errors import OutreachError

SECONDS = 20.0
SUBJECT = "Something was published for you"
_TEXT = """{subject}. Sign in to see it{where}

This message holds no figures, on purpose.
It was sent by itself; an answer reaches nobody.
"""


class NotSentError(OutreachError):
    """An e-mail that did not go out; `again` says whether it may go better later."""

    status = 502
    code = "mail"

    def __init__(self, message: str, *, again: bool = True) -> None:
        super().__init__(message)
        self.again = again


def configured(config: Mapping[str, Any]) -> bool:
    """Whether notices are sent at all: they are not until a mail server is set."""
    return bool(config["SMTP_HOST"])


def send_notice(
    config: Mapping[str, Any], address: str, subject: str = SUBJECT, page: str = "/published"
) -> None:
    """Sends one notice that points at a page. Raises NotSentError in words."""
    message = _notice(config, address, subject, page)
    try:
        with _connected(config) as server:
            if config["SMTP_USER"]:
                server.login(config["SMTP_USER"], config["SMTP_PASSWORD"])
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused:
        raise NotSentError("The mail server does not take this address.", again=False) from None
    except smtplib.SMTPAuthenticationError:
        raise NotSentError("The mail server does not take our name and password.") from None
    except smtplib.SMTPNotSupportedError:
        raise NotSentError("The mail server offers no encryption, and without it nothing is sent.") from None
    except ssl.SSLError:
        raise NotSentError("The mail server could not prove that it is the right one.") from None
    except (OSError, smtplib.SMTPException):
        raise NotSentError("The mail server cannot be reached, or broke off.") from None


def _connected(config: Mapping[str, Any]) -> smtplib.SMTP:
    """A connection that nobody can read along with. It greets by the sender's domain: this machine's name is nobody's
    business."""
    host, port = config["SMTP_HOST"], config["SMTP_PORT"]
    ours = config["SMTP_FROM"].rpartition("@")[2]
    context = ssl.create_default_context()
    if config["SMTP_SECURITY"] == "tls":
        return smtplib.SMTP_SSL(host, port, local_hostname=ours, timeout=SECONDS, context=context)
    server = smtplib.SMTP(host, port, local_hostname=ours, timeout=SECONDS)
    try:
        if config["SMTP_SECURITY"] == "starttls":
            server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


def _notice(config: Mapping[str, Any], address: str, subject: str, page: str) -> EmailMessage:
    site = config["SITE_URL"].rstrip("/")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = config["SMTP_FROM"], address, subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=config["SMTP_FROM"].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_TEXT.format(subject=subject, where=f":\n{site}{page}" if site else "."))
    return message
