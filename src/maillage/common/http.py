"""The request as our views see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from maillage.common.viewer import Viewer


class Request(HttpRequest):
    """A request that went through our middleware: who looks, and whether HTMX asks."""

    htmx: HtmxDetails
    viewer: Viewer
