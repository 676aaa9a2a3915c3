"""The headers above an older mail are known in the languages that Outlook and others write them in."""

import pytest

from keepword.channels.email.header_blocks import header_block_at

BLOCKS = {
    "en": "From: Mina Lee <mina@shop.example>\nSent: Tuesday, March 2, 2021 10:05 AM\nTo: Ann\nSubject: Tea",
    "en, phone": "From: Mina Lee\nDate: Tuesday, 2 March 2021 at 10:05\nTo: Ann\nCc: Bo\nSubject: Tea",
    "en, bold": "*From:* Mina Lee\n*Sent:* Tuesday\n*To:* Ann\n*Subject:* Tea",
    "en, starred": "**From:** Mina Lee\n**Sent:** Tuesday\n**To:** Ann",
    "en, tabs": "Subject: \tTea\nDate: \tTue, 2 Mar 2021 10:05:00 +0100\nFrom: \tMina Lee\nTo: \tAnn",
    "en, folded": "From: Mina Lee\nSent: Tuesday\nTo: Ann <ann@example.com>;\n Bo;\n Cy\nSubject: Tea",
    "en, spaced": "From: Mina Lee\n\nSent: Tuesday\n\nTo: Ann\n\nSubject: Tea",
    "en, one line": "From: Mina Lee Sent: Tuesday, 2 March 2021 To: Ann Subject: Tea",
    "de": "Von: Mina Lee\nGesendet: Dienstag, 2. März 2021 10:05\nAn: Ann\nBetreff: Tee",
    "fr": "De : Mina Lee\nEnvoyé : mardi 2 mars 2021 10:05\nÀ : Ann\nObjet : Thé",
    "fr, narrow spaces": "De\u00a0: Mina Lee\nEnvoyé\u202f: mardi 2 mars 2021 10:05\nÀ\u00a0: Ann\nObjet\u00a0: Thé",
    "es": "De: Mina Lee\nEnviado: martes, 2 de marzo de 2021 10:05\nPara: Ann\nAsunto: Té",
    "es, gmail": "De: Mina Lee\nDate: mar, 2 mar 2021 a las 10:05\nSubject: Té\nTo: Ann",
    "pt": "De: Mina Lee\nEnviado: terça-feira, 2 de março de 2021 10:05\nPara: Ann\nAssunto: Chá",
    "pt-br": "De: Mina Lee\nEnviada em: terça-feira, 2 de março de 2021 10:05\nPara: Ann\nAssunto: Chá",
    "it": "Da: Mina Lee\nInviato: martedì 2 marzo 2021 10:05\nA: Ann\nOggetto: Tè",
    "nl": "Van: Mina Lee\nVerzonden: dinsdag 2 maart 2021 10:05\nAan: Ann\nOnderwerp: Thee",
    "pl": "Od: Mina Lee\nWysłano: wtorek, 2 marca 2021 10:05\nDo: Ann\nTemat: Herbata",
    "ru": "От: Mina Lee\nОтправлено: вторник, 2 марта 2021 г. 10:05\nКому: Ann\nТема: Чай",
    "uk": "Від: Mina Lee\nНадіслано: 2 березня 2021 р. 10:05\nКому: Ann\nТема: Чай",
    "bg": "От: Mina Lee\nИзпратено: 2 март 2021 г. 10:05\nДо: Ann\nТема: Чай",
    "sv": "Från: Mina Lee\nSkickat: den 2 mars 2021 10:05\nTill: Ann\nÄmne: Te",
    "da": "Fra: Mina Lee\nSendt: 2. marts 2021 10:05\nTil: Ann\nEmne: Te",
    "no": "Fra: Mina Lee\nSendt: tirsdag 2. mars 2021 10:05\nTil: Ann\nEmne: Te",
    "fi": "Lähettäjä: Mina Lee\nLähetetty: tiistai 2. maaliskuuta 2021 10.05\nVastaanottaja: Ann\nAihe: Tee",
    "cs": "Od: Mina Lee\nOdesláno: úterý 2. března 2021 10:05\nKomu: Ann\nPředmět: Čaj",
    "hu": "Feladó: Mina Lee\nElküldve: 2021. március 2. 10:05\nCímzett: Ann\nTárgy: Tea",
    "tr": "Kimden: Mina Lee\nGönderildi: 2 Mart 2021 Salı 10:05\nKime: Ann\nKonu: Çay",
    "ro": "De la: Mina Lee\nTrimis: marți, 2 martie 2021 10:05\nCătre: Ann\nSubiect: Ceai",
    "el": "Από: Mina Lee\nΣτάλθηκε: Τρίτη, 2 Μαρτίου 2021 10:05\nΠρος: Ann\nΘέμα: Τσάι",
    "vi": "Từ: Mina Lee\nĐã gửi: 2 Tháng Ba 2021 10:05\nĐến: Ann\nChủ đề: Trà",
    "zh-hans": "发件人: Mina Lee\n发送时间: 2021年3月2日 10:05\n收件人: Ann\n主题: 茶",
    "zh-hans, wide colons": "发件人：Mina Lee\n日期：2021年3月2日 10:05\n收件人：Ann\n主题：茶",
    "zh-hans, qq": '发件人: "Mina" <mina@shop.example>;\n发送时间: 2021年3月2日(星期二)\n收件人: "Ann";\n主题: 茶',
    "zh-hans, netease": "| 发件人 | Mina<mina@shop.example> |\n| 发送日期 | 3月2日 |\n| 收件人 | Ann |\n| 主题 | 茶 |",
    "zh-hant": "寄件者: Mina Lee\n寄件日期: 2021年3月2日 上午 10:05\n收件者: Ann\n主旨: 茶",
    "ja": "差出人: Mina Lee\n送信日時: 2021年3月2日 10:05\n宛先: Ann\n件名: お茶",
    "ko": "보낸 사람: 이미나\n보낸 날짜: 2021년 3월 2일 화요일 오전 10:05\n받는 사람: Ann\n제목: 차",
    "ko, daum": "보낸사람: 이미나\n받는사람: Ann\n날짜: 2021-03-02 (화) 10:05:00\n제목: 차",
    "ko, naver": 'From: "이미나" <m@shop.example>\nTo: "Ann";\nCc:\nSent: 2021-03-02 (화) 10:05:00\nSubject: 차',
    "ar": "من: Mina Lee\nتم الإرسال: الثلاثاء، ٢ مارس ٢٠٢١\nإلى: Ann\nالموضوع: شاي",
    "he": "מאת: Mina Lee\nנשלח: יום שלישי 02 מרץ 2021\nאל: Ann\nנושא: תה",
}  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_the_headers_of_an_older_mail_are_known(block: str) -> None:
    lines = block.split("\n")
    assert header_block_at([*lines, "", "Dear Ann,"], 0, expected=False) == len(lines)


@pytest.mark.parametrize(
    "text",
    [
        "To: all of you\nthank you",
        "Subject: my order\nDate: yesterday",
        "Name: Ann\nCity: Bonn\nPhone: 123",
        "From: Berlin\nTo: Bonn\nwhen does it leave?",
        "Note: from Monday on: to do: subject to change",
        "",
    ],
)
def test_lines_with_colons_are_no_headers_by_themselves(text: str) -> None:
    assert header_block_at(text.split("\n"), 0, expected=False) == 0


def test_two_headers_are_enough_below_a_separator() -> None:
    assert header_block_at(["From: Mina", "Subject: Tea", "", "Hello"], 0, expected=True) == 2
