"""Bytes that customers' mail programs really send, in the charsets that they do or do not name."""

import pytest

from keepword.channels.email.mime import charsets

ORDER_ZH = "您好，我上周买的相机还没有收到，订单号是 20931，请帮我查一下物流。谢谢！"
ORDER_TW = "您好，我上週買的相機還沒有收到，訂單編號是 20931，請幫我查一下物流。謝謝！"
ORDER_KO = "안녕하세요, 지난주에 주문한 카메라가 아직 도착하지 않았습니다. 주문 번호는 20931입니다."
ORDER_JA = "こんにちは。先週注文したカメラがまだ届きません。注文番号は20931です。よろしくお願いします。"
ORDER_RU = "Здравствуйте! Я заказал камеру на прошлой неделе, но она ещё не пришла. Номер заказа 20931."
ORDER_UK = "Добрий день! Замовлення 20931 ще не надійшло, хоча минув уже тиждень. Дякую за відповідь."
ORDER_EL = "Καλημέρα σας, η παραγγελία μου 20931 δεν έχει φτάσει ακόμα. Ευχαριστώ πολύ."
ORDER_HE = "שלום, ההזמנה שלי 20931 עדיין לא הגיעה. תודה רבה על העזרה."
ORDER_AR = "مرحبا، لم يصل طلبي رقم 20931 حتى الآن. شكرا جزيلا لكم على المساعدة."
ORDER_TH = "สวัสดีครับ สินค้าที่ผมสั่งซื้อหมายเลข 20931 ยังไม่ได้รับเลย ขอบคุณครับ"
ORDER_DE = (
    "Guten Tag, meine Bestellung 20931 ist noch nicht da. Könnten Sie bitte prüfen, wo sie hängt? Grüße aus München"
)
ORDER_FR = "Bonjour, ma commande 20931 n’est pas arrivée. Où est-elle passée ? Merci d’avance pour l’aide, à bientôt."
ORDER_ES = "¿Dónde está mi pedido 20931? Compré la cámara el miércoles pasado y aún no llegó. ¡Gracias, señor!"
ORDER_PL = "Dzień dobry, moje zamówienie 20931 jeszcze nie dotarło. Proszę o sprawdzenie przesyłki. Dziękuję, Łukasz"
ORDER_CS = "Dobrý den, moje objednávka 20931 ještě nepřišla. Můžete prosím zjistit, kde je? Děkuji, Jiří"
ORDER_TR = "Merhaba, 20931 numaralı siparişim hâlâ gelmedi. Lütfen kargo şirketine sorar mısınız? Teşekkürler, Işık"

DECLARED = [
    ("gb2312", "gb2312", ORDER_ZH),
    ("GB2312", "gb18030", "繁體字和 emoji 😀 也要能讀。" + ORDER_ZH),
    ("x-gbk", "gbk", ORDER_ZH),
    ("hz-gb-2312", "hz", ORDER_ZH),
    ("Big5", "big5", ORDER_TW),
    ("big5-hkscs", "big5hkscs", "喺邊度攞貨？佢哋冇嘢。"),
    ("ks_c_5601-1987", "cp949", "똠방각하 펲시콜라. " + ORDER_KO),
    ("EUC-KR", "euc_kr", ORDER_KO),
    ("iso-2022-kr", "iso2022_kr", ORDER_KO),
    ("Shift_JIS", "cp932", "①番の髙橋です。" + ORDER_JA),
    ("x-sjis", "cp932", ORDER_JA),
    ("EUC-JP", "euc_jp", ORDER_JA),
    ("ISO-2022-JP", "iso2022_jp", ORDER_JA),
    ("iso-8859-1", "cp1252", ORDER_FR),
    ("windows-1251", "cp1251", ORDER_RU),
    ("KOI8-R", "koi8_r", ORDER_RU),
    ("windows-1253", "cp1253", ORDER_EL),
    ("iso-8859-8-i", "cp1255", ORDER_HE),
    ("windows-1256", "cp1256", ORDER_AR),
    ("TIS-620", "cp874", ORDER_TH),
    ("utf-7", "utf-7", ORDER_ZH),
    ("unicode-1-1-utf-7", "utf-7", ORDER_DE),
    ("utf-16", "utf-16", ORDER_JA),
    ("'utf8'", "utf-8", ORDER_KO),
    ("cp-850", "cp850", ORDER_DE),
]


@pytest.mark.parametrize(("declared", "written", "text"), DECLARED)
def test_a_declared_charset_is_read_as_senders_mean_it(declared, written, text):
    assert charsets.decode(text.encode(written), declared=declared).text == text


UNDECLARED = [
    ("utf-8", ORDER_ZH), ("gb18030", ORDER_ZH), ("big5", ORDER_TW), ("cp949", ORDER_KO), ("cp932", ORDER_JA),
    ("euc_jp", ORDER_JA), ("iso2022_jp", ORDER_JA), ("cp1251", ORDER_RU), ("koi8_r", ORDER_RU), ("koi8_u", ORDER_UK),
    ("iso8859_5", ORDER_RU), ("cp866", ORDER_RU), ("cp1251", ORDER_UK), ("cp1253", ORDER_EL), ("cp1255", ORDER_HE),
    ("cp1256", ORDER_AR), ("cp874", ORDER_TH), ("cp1252", ORDER_DE), ("cp1252", ORDER_FR), ("cp1252", ORDER_ES),
    ("cp1250", ORDER_PL), ("cp1250", ORDER_CS), ("cp1254", ORDER_TR),
]  # fmt: skip


@pytest.mark.parametrize(("written", "text"), UNDECLARED)
@pytest.mark.parametrize("declared", ["", "us-ascii", "iso-8859-1", "x-unknown", "utf-8"])
def test_a_missing_or_wrong_charset_is_found(written, text, declared):
    assert charsets.decode(text.encode(written), declared=declared).text == text


SHORT = [
    ("gb18030", "订单问题"), ("gb18030", "您好"), ("gb18030", "发票.pdf"), ("big5", "訂單查詢"), ("big5", "陳小姐"),
    ("cp949", "환불 요청"), ("cp949", "김민수"), ("cp932", "注文の件"), ("cp932", "山田太郎"),
    ("euc_jp", "お問い合わせ"),
    ("cp1251", "Иван Петров"), ("koi8_r", "где моя посылка"), ("cp1252", "Müller"), ("cp1252", "José Núñez"),
    ("cp1252", "Größe"), ("cp1252", "Århus"), ("cp1252", "It’s 10 €"), ("cp1250", "Łukasz"), ("cp1250", "Příliš"),
    ("cp1253", "παραγγελία"), ("cp1255", "הזמנה"), ("cp1256", "طلب رقم"), ("cp874", "คำสั่งซื้อ"), ("cp1254", "Işık"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "text"), SHORT)
def test_a_raw_subject_or_file_name_of_a_word_or_two_is_found(written, text):
    assert charsets.decode(text.encode(written), declared="").text == text


def test_the_warning_names_what_was_declared_and_what_was_read():
    found = charsets.decode(ORDER_ZH.encode("gb18030"), declared="iso-8859-1")
    assert found.warning == "charset: iso-8859-1 declared, gb18030 read"


def test_the_charset_of_the_subject_helps_a_short_text_that_declares_none():
    assert charsets.decode("订单".encode("gb18030"), declared="", hints=("gb2312",)).text == "订单"
    assert charsets.decode("訂單".encode("big5"), declared="", hints=("big5",)).text == "訂單"


def test_a_letter_cut_in_the_middle_of_a_character_keeps_its_charset():
    cut = ORDER_ZH.encode("gb18030")[:-1]
    assert charsets.decode(cut, declared="gb2312").text[:-1] == ORDER_ZH[:-1]
    assert charsets.decode(ORDER_KO.encode()[:-2], declared="utf-8").text[:40] == ORDER_KO[:40]


def test_vendor_characters_in_seven_bit_japanese_are_read():
    raw = b"\x1b$B-!$N@h\x1b(B ABC \x1b(I1234\x1b(B"
    assert charsets.decode(raw, declared="iso-2022-jp").text == "①の先 ABC ｱｲｳｴ"


def test_what_a_database_cannot_keep_is_left_out():
    assert charsets.decode(b"a\x00b", declared="utf-8").text == "ab"
    assert charsets.decode(b"+2AA-", declared="utf-7").text == ""


@pytest.mark.parametrize(
    "declared", ["base64", "unicode_escape", "idna", "zip", "undefined", "../x", "\x00", "é" * 500]
)
def test_names_that_are_no_charset_do_no_harm(declared):
    assert charsets.decode("Grüße aus Köln".encode(), declared=declared).text == "Grüße aus Köln"


def test_text_that_a_relay_wrote_as_utf8_on_top_is_undone():
    twice = ORDER_TW.encode("big5").decode("latin-1").encode("utf-8")
    found = charsets.decode(twice, declared="big5")
    assert (found.text, found.warning) == (ORDER_TW, "charset: written twice, cp950 read")
    assert charsets.decode(ORDER_FR.encode(), declared="iso-8859-1").text == ORDER_FR
