"""What a browser calls itself, in words that its owner knows it by."""

BROWSERS = {
    # In this order: most of them claim to be Chrome and Safari besides.
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Vivaldi/": "Vivaldi",
    "YaBrowser/": "Yandex",
    "Whale/": "Whale",
    "MicroMessenger/": "WeChat",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chromium/": "Chromium",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "macOS",
    "Linux": "Linux",
}


def browser_of(agent: str) -> str:
    """ "Firefox"; "" for what this list does not know. `agent` is the header User-Agent, written by whoever asks."""
    return next((name for mark, name in BROWSERS.items() if mark in agent), "")


def system_of(agent: str) -> str:
    """ "Android"; "" for what this list does not know."""
    return next((name for mark, name in SYSTEMS.items() if mark in agent), "")
