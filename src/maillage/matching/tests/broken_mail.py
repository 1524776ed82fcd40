"""A mail server that cannot be reached."""

from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages):  # noqa: ARG002 - Django's signature
        raise OSError("no route to the mail server")
