import pytest

from keepword.brands.models import Brand
from keepword.conversations.models import Conversation
from keepword.help_center.tests.visiting import fill_in, link_on, write


@pytest.mark.parametrize(
    ("asked", "tag", "direction"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko", "ltr"),
        ("zh-TW,zh;q=0.9", "zh-Hant", "ltr"),
        ("zh-CN", "zh-Hans", "ltr"),
        ("zh-HK", "zh-Hant", "ltr"),
        ("pt-BR", "pt", "ltr"),
        ("ar-EG;q=0.8", "ar", "rtl"),
        ("tlh, fr;q=0.5", "fr", "ltr"),
        ("", "de", "ltr"),
        ("tlh", "de", "ltr"),
        (";;;q=x" * 50, "de", "ltr"),
    ],
)
def test_the_page_speaks_what_the_browser_asks_for_and_else_what_the_brand_speaks(
    cast, visitor, asked, tag, direction
):
    Brand.objects.update(language="de")
    page = visitor.get("/contact", headers={"accept-language": asked}).content.decode()
    assert f'<html lang="{tag}" dir="{direction}"' in page


def test_a_chosen_language_goes_before_the_browsers_and_is_the_conversations(cast, visitor):
    page = visitor.get("/contact?language=ja", headers={"accept-language": "ko"}).content.decode()
    assert '<html lang="ja"' in page
    write(visitor, address="/contact?language=ja")
    assert Conversation.objects.get().language == "ja"


def test_a_chosen_language_stays_from_page_to_page(cast, visitor):
    visitor.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    received = visitor.get(write(visitor, address="/contact?language=ja").url)
    assert '<html lang="ja"' in received.content.decode()
    link = link_on(received)
    page = visitor.get(link)
    assert '<html lang="ja"' in page.content.decode()
    other = fill_in(visitor, visitor.get(f"{link}?language=ko"), message="또 저예요")
    assert '<html lang="ko"' in visitor.get(other.url).content.decode()


def test_every_customer_language_is_offered_by_its_own_name(cast, visitor):
    page = visitor.get("/contact").content.decode()
    for name in [
        "English",
        "简体中文",
        "繁體中文",
        "日本語",
        "한국어",
        "Español",
        "Deutsch",
        "Français",
        "Português",
        "العربية",
    ]:
        assert name in page


@pytest.mark.parametrize("asked", ["tlh", "../../etc", "zh" * 100, "\u202e"])
def test_a_language_that_we_do_not_speak_is_passed_over(cast, visitor, asked):
    assert visitor.get("/contact", {"language": asked}).status_code == 200
