"""Names of languages in other languages."""

import pytest

from keepword.kit.languages import name_in


@pytest.mark.parametrize(
    ("tag", "language", "name"),
    [
        ("ko", "en", "Korean"),
        ("ko", "ko", "한국어"),
        ("zh", "ko", "중국어"),
        ("ko", "zh-hans", "韩语"),
        ("zh-Hant", "en", "Chinese (Traditional)"),
        ("de", "ar", "الألمانية"),
        ("xx", "en", "xx"),
        ("", "en", ""),
        ("no language!", "en", "no language!"),
        ("en", "no language!", "en"),
    ],
)
def test_a_language_is_called_what_the_reader_calls_it(tag, language, name):
    assert name_in(tag, language=language) == name
