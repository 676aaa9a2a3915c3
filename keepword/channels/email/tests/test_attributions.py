"""The line above a quote is known in every language and client that customers write from, and prose is left alone."""

import pytest

from keepword.channels.email.attributions import attribution_at

ATTRIBUTIONS = {
    "gmail en": "On Tue, Mar 2, 2021 at 10:05 AM Mina Lee <mina@shop.example> wrote:",
    "gmail en, folded": "On Tue, Mar 2, 2021 at 10:05 AM Mina Lee <\nmina@shop.example> wrote:",
    "gmail en, folded thrice": "On Tue, Mar 2, 2021 at 10:05 AM Mina Lee\n<mina@shop.example>\nwrote:",
    "gmail zh-hans": "Mina Lee <mina@shop.example> 于2021年3月2日周二 上午10:05写道：",
    "gmail zh-hant": "Mina Lee <mina@shop.example> 於 2021年3月2日 週二 上午10:05寫道：",
    "gmail ja": "2021年3月2日(火) 10:05 Mina Lee <mina@shop.example>:",
    "gmail ko": "2021년 3월 2일 (화) 오전 10:05, 이미나 <mina@shop.example>님이 작성:",
    "gmail de": "Am Di., 2. März 2021 um 10:05 Uhr schrieb Mina Lee <mina@shop.example>:",
    "gmail de, folded": "Am Di., 2. März 2021 um 10:05 Uhr schrieb Mina Lee <\nmina@shop.example>:",
    "gmail de, folded at the verb": "Am Di., 2. März 2021 um 10:05 Uhr schrieb\nMina Lee <mina@shop.example>:",
    "gmail zh-hans, folded at the address": "Mina Lee <mina@shop.example>\n于2021年3月2日周二 上午10:05写道：",
    "gmail, short form folded": "2021-03-02 10:05 GMT+01:00 Mina\nLee <mina@shop.example>:",
    "gmail fr": "Le mar. 2 mars 2021 à 10:05, Mina Lee <mina@shop.example> a écrit\u00a0:",
    "gmail es": "El mar, 2 mar 2021 a las 10:05, Mina Lee (<mina@shop.example>) escribió:",
    "gmail pt-br": "Em ter., 2 de mar. de 2021 às 10:05, Mina Lee <mina@shop.example>\nescreveu:",
    "gmail pt-pt": "Mina Lee <mina@shop.example> escreveu no dia terça, 2/03/2021 à(s) 10:05:",
    "gmail it": "Il giorno mar 2 mar 2021 alle ore 10:05 Mina Lee <mina@shop.example> ha\nscritto:",
    "gmail nl": "Op di 2 mrt. 2021 om 10:05 schreef Mina Lee <mina@shop.example>:",
    "gmail pl": "wt., 2 mar 2021 o 10:05 Mina Lee <mina@shop.example> napisał(a):",
    "gmail ru": "вт, 2 мар. 2021 г. в 10:05, Mina Lee <mina@shop.example>:",
    "gmail uk": "вт, 2 бер. 2021 р. о 10:05 Mina Lee <mina@shop.example> пише:",
    "gmail ar": "في الثلاثاء، ٢ مارس ٢٠٢١ في ١٠:٠٥ ص تمت كتابة ما يلي بواسطة"
    " \u202aMina Lee\u202c‏ <\u202amina@shop.example\u202c‏>:",
    "gmail he": "\u202bבתאריך יום ג׳, 2 במרץ 2021 ב-10:05 מאת"
    " \u202aMina Lee\u202c‏ <\u202amina@shop.example\u202c‏>:\u202c",
    "gmail fa": "در تاریخ سه‌شنبه ۲ مارس ۲۰۲۱،‏ ۱۰:۰۵ Mina Lee <mina@shop.example> نوشت:",
    "gmail sv": "Den tis 2 mars 2021 kl 10:05 skrev Mina Lee <mina@shop.example>:",
    "gmail da": "Den tirs. 2. mar. 2021 kl. 10.05 skrev Mina Lee <mina@shop.example>:",
    "gmail no": "tir. 2. mar. 2021 kl. 10:05 skrev Mina Lee <mina@shop.example>:",
    "gmail fi": "ti 2. maalisk. 2021 klo 10.05 Mina Lee (mina@shop.example) kirjoitti:",
    "gmail cs": "út 2. 3. 2021 v 10:05 odesílatel Mina Lee <mina@shop.example> napsal:",
    "gmail sk": "ut 2. 3. 2021 o 10:05 Mina Lee <mina@shop.example> napísal(a):",
    "gmail hu": "Mina Lee <mina@shop.example> ezt írta (időpont: 2021. márc. 2., K, 10:05):",
    "gmail tr": "Mina Lee <mina@shop.example>, 2 Mar 2021 Sal, 10:05 tarihinde şunu yazdı:",
    "gmail ro": "În mar., 2 mar. 2021 la 10:05, Mina Lee <mina@shop.example> a scris:",
    "gmail el": "Στις Τρί 2 Μαρ 2021 στις 10:05 π.μ., ο/η Mina Lee <mina@shop.example> έγραψε:",
    "gmail bg": "На вт, 2.03.2021 г. в 10:05 Mina Lee <mina@shop.example> написа:",
    "gmail vi": "Vào Th 3, 2 thg 3, 2021 vào lúc 10:05 Mina Lee <mina@shop.example> đã viết:",
    "gmail id": "Pada tanggal Sel, 2 Mar 2021 pukul 10.05 Mina Lee <mina@shop.example> menulis:",
    "gmail th": "ในวันที่ อ. 2 มี.ค. 2021 เวลา 10:05 Mina Lee <mina@shop.example> เขียนว่า:",
    "gmail ca": "Missatge de Mina Lee <mina@shop.example> del dia dt., 2 de març 2021 a les 10:05:",
    "gmail hr": "uto, 2. ožu 2021. u 10:05 Mina Lee <mina@shop.example> napisao je:",
    "gmail hi": "मंगल, 2 मार्च 2021 को 10:05 am बजे को Mina Lee <mina@shop.example> ने लिखा:",
    "gmail, a language not listed": "Zzz 2 zzz 2021 zz 10:05 zz Mina Lee <mina@shop.example> zzz:",
    "gmail, old short form": "2021/3/2 Mina Lee <mina@shop.example>",
    "gmail, short form with zone": "2021-03-02 10:05 GMT+01:00 Mina Lee <mina@shop.example>:",
    "apple en": "On 2 Mar 2021, at 10:05, Mina Lee <mina@shop.example> wrote:",
    "apple en, no year": "On Mar 2, at 10:05 AM, Mina Lee wrote:",
    "apple zh-hans": "在 2021年3月2日，上午10:05，Mina Lee <mina@shop.example> 写道：",
    "apple zh-hant": "Mina Lee <mina@shop.example> 於 2021年3月2日 上午10:05 寫道：",
    "apple ja": "2021/03/02 10:05、Mina Lee <mina@shop.example>のメール:",
    "apple ko": "2021. 3. 2. 오전 10:05, Mina Lee <mina@shop.example> 작성:",
    "apple de": "Am 02.03.2021 um 10:05 schrieb Mina Lee <mina@shop.example>:",
    "apple fr": "Le 2 mars 2021 à 10:05, Mina Lee <mina@shop.example> a écrit :",
    "apple es": "El 2 mar 2021, a las 10:05, Mina Lee <mina@shop.example> escribió:",
    "apple it": "Il giorno 2 mar 2021, alle ore 10:05, Mina Lee <mina@shop.example> ha scritto:",
    "apple pt": "No dia 2 de mar. de 2021, às 10:05, Mina Lee <mina@shop.example> escreveu:",
    "apple nl": "Op 2 mrt. 2021 om 10:05 heeft Mina Lee <mina@shop.example> het volgende geschreven:",
    "apple pl": "Wiadomość napisana przez Mina Lee <mina@shop.example> w dniu 02.03.2021, o godz. 10:05:",
    "apple ru": "2 марта 2021 г., в 10:05, Mina Lee <mina@shop.example> написал(а):",
    "apple sv": "2 mars 2021 kl. 10:05 skrev Mina Lee <mina@shop.example>:",
    "apple fi": "Mina Lee <mina@shop.example> kirjoitti 2.3.2021 kello 10.05:",
    "apple ar": "في ٢ مارس ٢٠٢١، الساعة ١٠:٠٥ ص، كتب Mina Lee ‏<mina@shop.example>:",
    "yahoo en": "On Tuesday, March 2, 2021, 10:05:00 AM GMT+1, Mina Lee <mina@shop.example> wrote:",
    "yahoo de": "Am Dienstag, 2. März 2021, 10:05:00 MEZ hat Mina Lee <mina@shop.example> Folgendes geschrieben:",
    "yahoo fr": "Le mardi 2 mars 2021 à 10:05:00 UTC+1, Mina Lee <mina@shop.example> a écrit :",
    "yahoo es": "El martes, 2 de marzo de 2021 10:05:00 CET, Mina Lee <mina@shop.example> escribió:",
    "yahoo zh-hant": "Mina Lee <mina@shop.example> 在 2021年3月2日 星期二 上午10:05:00 [GMT+8] 寫道：",
    "proton": "On Tuesday, March 2nd, 2021 at 10:05 AM, Mina Lee <mina@shop.example> wrote:",
    "proton, old": "On Tuesday, 2. March 2021 10:05, Mina Lee <mina@shop.example> wrote:",
    "proton fr": "Le mardi 2 mars 2021 à 10:05, Mina Lee <mina@shop.example> a écrit :",
    "thunderbird en": "On 02/03/2021 10:05, Mina Lee wrote:",
    "thunderbird de": "Am 02.03.21 um 10:05 schrieb Mina Lee:",
    "thunderbird fr": "Le 02/03/2021 à 10:05, Mina Lee a écrit\u202f:",
    "thunderbird es": "El 2/3/21 a las 10:05, Mina Lee escribió:",
    "thunderbird it": "Il 02/03/2021 10:05, Mina Lee ha scritto:",
    "thunderbird nl": "Op 02-03-2021 om 10:05 schreef Mina Lee:",
    "thunderbird pt": "Às 10:05 de 02/03/2021, Mina Lee escreveu:",
    "thunderbird pl": "W dniu 02.03.2021 o 10:05, Mina Lee pisze:",
    "thunderbird ru": "02.03.2021 10:05, Mina Lee пишет:",
    "thunderbird sv": "Den 2021-03-02 kl. 10:05, skrev Mina Lee:",
    "thunderbird cs": "Dne 02. 03. 21 v 10:05 Mina Lee napsal(a):",
    "thunderbird hu": "2021. 03. 02. 10:05 keltezéssel, Mina Lee írta:",
    "thunderbird fi": "Mina Lee kirjoitti 2.3.2021 klo 10.05:",
    "thunderbird zh-hans": "在 2021/3/2 10:05, Mina Lee 写道:",
    "thunderbird zh-hant": "Mina Lee 於 2021/3/2 10:05 寫道:",
    "thunderbird ja": "On 2021/03/02 10:05, Mina Lee wrote:",
    "thunderbird ko": "2021-03-02 오전 10:05에 Mina Lee 이(가) 쓴 글:",
    "netease en": 'At 2021-03-02 10:05:00, "Mina Lee" <mina@shop.example> wrote:',
    "netease zh": '在 2021-03-02 10:05:00，"Mina Lee" <mina@shop.example> 写道：',
    "zoho": "---- On Tue, 02 Mar 2021 10:05:00 +0100 Mina Lee <mina@shop.example> wrote ----",
    "notes": "-----Mina Lee <mina@shop.example> wrote: -----",
    "notes, dated": "Mina Lee/Berlin/Example wrote on 03/02/2021 10:05:00 AM:",
    "horde": "Quoting Mina Lee <mina@shop.example>:\n\n> Hello",
    "a phone, name only": "Mina Lee <mina@shop.example> schrieb:",
    "usenet": "Mina Lee wrote:\n> Hello",
    "usenet with id": "In article <a1.b2@news.example>, Mina Lee says:\n\n> Hello",
    "an address of many lines": "On Tue, 2 Mar 2021 at 10:05 Mina\n\n<\nmailto:Mina Lee <mina@shop.example>\n> wrote:",
    "stars around": "*On Tue, 2 Mar 2021 at 10:05, Mina Lee wrote:*",
}


@pytest.mark.parametrize("written", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_the_line_above_a_quote_is_known(written: str) -> None:
    lines = written.split("\n")
    expected = next((at for at, line in enumerate(lines) if line.startswith("> H") or not line), len(lines))
    if "mailto" in written:
        expected = len(lines)
    assert attribution_at(lines, 0) == expected


PROSE = [
    "On Monday I wrote:",
    "On 2 March 2021 at 10:05 I wrote:",
    "Am 2.3.2021 um 10:05 schrieb ich Ihnen:",
    "Le 2 mars à 10:05 vous m'avez écrit que le colis partirait.",
    "I ordered on 2 March 2021 at 10:05 and my order number is:",
    "As your colleague wrote:",
    "My new address is mina@example.com:",
    "在2021年3月2日我写道：",
    "주문 번호는 다음과 같습니다:",
    "Wann wurde das Buch geschrieben?",
    "2021-03-02 The parcel arrived, but it was empty.",
    "He wrote:",
    "On 2 March 2021 at 10:05 your colleague mina@shop.example promised me two things:  a refund and tea",
    "Delivery: 2021-03-02 10:05",
    "",
    "x" * 5000 + " wrote:",
]


@pytest.mark.parametrize("line", PROSE)
def test_a_sentence_of_the_letter_is_no_attribution(line: str) -> None:
    assert attribution_at([line, "Where is my parcel?"], 0) == 0
