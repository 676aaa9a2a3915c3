import time

import pytest

from keepword.kit.detecting import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where is my parcel? It was due on Monday.", "en"),
        ("Hi, can you please change the address of order 4711?", "en"),
        ("Wo bleibt meine Bestellung? Ich warte noch immer auf das Paket.", "de"),
        ("Bonjour, je n'ai pas reçu ma commande. Merci de votre aide.", "fr"),
        ("Hola, ¿dónde está mi pedido? Todavía no ha llegado.", "es"),
        ("Olá, onde está o meu pedido? Ainda não chegou.", "pt"),
        ("Buongiorno, dove è il mio ordine? Non è ancora arrivato.", "it"),
        ("Hallo, waar is mijn bestelling? Ik heb nog niets van u gehoord.", "nl"),
        ("请问我的包裹在哪里？运费已经付了。", "zh-Hans"),
        ("請問我的包裹在哪裡？運費已經付了，謝謝您。", "zh-Hant"),
        ("注文した商品がまだ届きません。", "ja"),
        ("配送状況の確認", "ja"),
        ("주문한 상품이 아직 도착하지 않았어요.", "ko"),
        ("iPhone 15 Pro Max 케이스 배송 언제 되나요? UPS tracking", "ko"),
        ("لم يصل الطرد بعد. أين طلبي؟", "ar"),
        ("سفارش من هنوز نرسیده است، لطفاً پیگیری کنید", "fa"),
        ("Где мой заказ? Жду уже неделю.", "ru"),
        ("Де моє замовлення? Чекаю вже тиждень.", "uk"),
        ("Πού είναι η παραγγελία μου;", "el"),
        ("איפה ההזמנה שלי?", "he"),
        ("พัสดุของฉันอยู่ที่ไหน", "th"),
        ("मेरा पार्सल कहाँ है", "hi"),
        ("我的 order 4711 还没有到", "zh-Hans"),
        ("", ""),
        ("4711", ""),
        ("ok", ""),
        ("https://shop.example/the/and/is/of", ""),
        ("\ud800 \x00 ???", ""),
        ("👍👍", ""),
    ],
)
def test_the_language_of_a_message_is_known_or_left_open(text, language):
    assert detect(text) == language


def test_a_long_text_costs_no_more_than_its_beginning():
    assert detect("Where is the parcel that I ordered? " + "x" * 1_000_000) == "en"


@pytest.mark.parametrize("run", ["x", "请", "@", "x@", "www.", "https://", " a"])
def test_no_text_keeps_the_reader_busy(run):
    began = time.process_time()
    detect(run * 5000)
    assert time.process_time() - began < 0.05
