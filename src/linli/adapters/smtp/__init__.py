"""E-mail through the server that the settings name."""

import hashlib
import smtplib

from django.core.mail import EmailMessage

from linli.domain.ports import DeliveryFailed


class SmtpMailSender:
    """Sends by Django's configured backend; the message's id is derived from its key, so a repetition is recognised."""

    def __init__(self, *, sender: str, host_name: str) -> None:
        """Send as `sender`; `host_name` stands in message ids."""
        self._sender = sender
        self._host_name = host_name

    def send(self, *, to: str, subject: str, text: str, key: str) -> None:
        """Hand the mail over; raises DeliveryFailed when the server did not take it."""
        digest = hashlib.sha256(key.encode()).hexdigest()[:32]
        headers = {"Message-ID": f"<{digest}@{self._host_name}>", "Auto-Submitted": "auto-generated"}
        subject = " ".join(subject.split())
        message = EmailMessage(subject=subject, body=text, from_email=self._sender, to=[to], headers=headers)
        try:
            message.send()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise DeliveryFailed(f"{type(error).__name__}: {error}"[:300]) from error
