"""People know their browser by its name."""

import pytest

from keepword.people.accounts.devices import browser_of, system_of

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        ("", "", ""),
        ("curl/8.5.0", "", ""),
        (f"{MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"),
        (
            f"{MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36",
            "Chrome",
            "Windows",
        ),
        (f"{MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/143.0 Safari/537.36 Edg/143.0", "Edge", "Windows"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) Version/18.4 Safari/605.1.15", "Safari", "macOS"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_4 like Mac OS X) CriOS/143.0 Safari/604.1", "Chrome", "iPhone"),
        (f"{MOZILLA} (Linux; Android 15; K) Chrome/143.0 Mobile Safari/537.36", "Chrome", "Android"),
        (f"{MOZILLA} (Linux; Android 15) MicroMessenger/8.0 Chrome/130.0", "WeChat", "Android"),
    ],
)
def test_a_browser_and_its_system_have_the_names_that_people_use(agent, browser, system):
    assert (browser_of(agent), system_of(agent)) == (browser, system)
