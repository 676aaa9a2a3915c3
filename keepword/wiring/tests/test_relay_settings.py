"""KEEPWORD_RELAY_URL leads somewhere, or stops the start."""

import pytest
from django.core.mail import get_connection

from keepword.wiring import environment


@pytest.mark.parametrize("scheme", sorted(environment.PROVIDERS))
@pytest.mark.filterwarnings("ignore:django-anymail has dropped")
def test_every_provider_needs_no_more_than_its_url_says(settings, scheme):
    relay = environment.relay({"KEEPWORD_RELAY_URL": f"{scheme}://KEY:SECRET@"})
    settings.ANYMAIL = relay.anymail
    get_connection(relay.backend, **relay.options)  # an incomplete one raises ImproperlyConfigured


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("mailgun://KEY@api.eu.mailgun.net", "https://api.eu.mailgun.net/v3/"),
        ("sparkpost://KEY@api.eu.sparkpost.com", "https://api.eu.sparkpost.com/api/v1/"),
        ("mailgun://KEY@", "https://api.mailgun.net/v3/"),
    ],
)
def test_a_provider_that_keeps_europe_apart_is_asked_there(settings, url, address):
    relay = environment.relay({"KEEPWORD_RELAY_URL": url})
    settings.ANYMAIL = relay.anymail
    assert get_connection(relay.backend).api_url == address


@pytest.mark.parametrize(
    ("region", "host"),
    [("eu-west-1", "email-smtp.eu-west-1.amazonaws.com"), ("cn-north-1", "email-smtp.cn-north-1.amazonaws.com.cn")],
)
def test_amazon_is_spoken_to_by_smtp_with_encryption(region, host):
    relay = environment.relay({"KEEPWORD_RELAY_URL": f"amazon-ses://AKID:a%2Fb@{region}"})
    said = {name: relay.options[name] for name in ("host", "port", "username", "password", "use_tls")}
    assert said == {"host": host, "port": 587, "username": "AKID", "password": "a/b", "use_tls": True}


@pytest.mark.parametrize(
    "url", ["amazon-ses://", "mailjet://KEY@", "brevo://", "pigeon://KEY@", "smtp://:25", "smtp://a:b"]
)
def test_a_relay_that_cannot_work_stops_the_start(url):
    with pytest.raises(environment.SettingError, match="KEEPWORD_RELAY_URL"):
        environment.relay({"KEEPWORD_RELAY_URL": url})
