"""The address of our own pages, for a link that travels by mail."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port


def own_address(request: HttpRequest) -> str:
    """Scheme and host. Never what a stranger wrote into the Host header: the reader would be led there, with the link.
    Without KEEPWORD_ADDRESS only an address of this very machine or network is believed; "" for any other."""
    if settings.PUBLIC_ADDRESS:
        return str(settings.PUBLIC_ADDRESS)
    host = split_domain_port(request.get_host())[0].strip("[]")
    return f"{request.scheme}://{request.get_host()}" if _is_near(host) else ""


def _is_near(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False
