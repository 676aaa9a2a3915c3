"""Lines that a phone, an app or a scanner put under a letter: "Sent from my iPhone". One line each, in any language.

A person's own signature is found by its mark ("-- ", see separators), never guessed: a name and a telephone number
may be the very thing that the customer was asked for.
"""

import re

from keepword.channels.email.plain_lines import without_marks

LONGEST = 160
"""Characters, links left out. Longer lines are prose."""

_DEVICE = (
    r"iphone|ipad|ipod|ios|macbook|apple|android|galaxy|samsung|huawei|honor|xiaomi|redmi|oppo|vivo|oneplus|pixel"
    r"|nokia|lumia|htc|sony"
    r"|xperia|motorola|moto|nexus|lg|zte|alcatel|blackberry|windows|outlook|hotmail|mail|e-mail|gmail|yahoo|airmail"
    r"|mailbox|proton|tutanota"
    r"|thunderbird|k-9|fairemail|bluemail|spark|newton|edison|nine|aquamail|typeapp|webmail|gmx|web\.de|t-online"
    r"|orange|laposte|free|libero|virgilio"
    r"|mobile?|mobil\w*|mobiltelefon\w*|mobilgerät|handy|smartphone|phone|cell(?:phone)?|tablet\w*|device|portable"
    r"|téléphone|móvil|celular|teléfono"
    r"|telefon\w*|telemóvel|cellulare|telefono|toestel|gsm|komórki|komórk\w+|телефон\w*|смартфон\w*|почт\w+"
    r"|mail\.ru|яндекс\.?\w*|qq|qq邮箱|网易\w*|邮箱"
    r"|手机|手機|電話|信箱|携帯|アプリ|네이버|naver|다음|카카오\S*|모바일|휴대전화|스마트폰|هاتف\w*"
    r"|الهاتف|جوال\w*|آيفون|אייפון|הטלפון|הנייד"
    r"|มือถือ|ponsel|hp|điện thoại"
    r"|ti-\d+|xbox|playstation|kindle|surface|chromebook|pc|computer|laptop|car|watch"
)
_HAS_DEVICE = re.compile(
    rf"(?<![^\W_])(?:{_DEVICE})(?![^\W_])|iphon|ipad|android|galaxy|outlook|スマートフォン|手机|手機|邮箱|电子邮件",
    re.IGNORECASE,
)
# By language: how the line starts. It must name a device or an app too.
_OPENINGS = {
    "en": r"(?:this (?:e-?mail|message) (?:was|has been) )?(?:sent|composed|written|posted|typed|dictated)"
    r" (?:(?:from|via|with|through|out of)"
    r"|(?:by|using|on) (?:my |a |the )?(?:iphone|ipad|galaxy|android|samsung|mobile|phone|smartphone|blackberry"
    r"|outlook"
    r"|tablet|\S+ mail))|(?:from|via) my (?=(?:\S+ ?){1,3}$)|mailed (?:from|with|by)|get (?:the )?(?:outlook|bluemail)"
    r"|download (?:the )?(?:outlook|gmx|web\.de)",
    "de": r"(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:gesendet|verschickt|gesandt|geschrieben|versendet)"
    r" (?:von|mit|über|via|aus|vom|per)|holen sie sich outlook|outlook für",
    "fr": r"(?:ce (?:message|courriel|mail) a été )?(?:envoyé|expédié|écrit|transmis)e?"
    r" (?:de(?:puis)?|à partir|avec|par|via|du|d['’])|(?:obtenez|obtenir|télécharge[rz]) outlook|provenance :",
    "es, pt": r"(?:est[ea] (?:mensaje|mensagem|correo|e-?mail) (?:fue|ha sido|foi) )?(?:enviad[oa]|escrito|mandado)"
    r" (?:desde|de[ls]?|do|da|con|com|por|a partir|através|via|mediante|pelo|pela)"
    r"|obt(?:ener|enga|er o|enha o) outlook",
    "it": r"(?:inviat[oa]|spedit[oa]|mandat[oa]|scritto) (?:da(?:l|lla|llo|i)?|con|tramite|via|mediante)"
    r"|(?:scarica|ottieni) outlook",
    "nl": r"(?:verstuurd|verzonden|gestuurd|gemaild|getypt) (?:van(?:af|uit)?|met|via|door)|(?:download|krijg) outlook"
    r"|aan de slag met outlook|outlook voor",
    "pl": r"(?:wiadomość )?(?:wysłan[aeo]|nadano|napisano) (?:z|ze|przy|za|przez)|pobierz (?:\S+ )?outlook",
    "ru, uk, bg": r"(?:отправлен[оаы]?|послано|написано|отослано|надіслано|відправлено|изпратено|пратено)"
    r" (?:со?|из|через|от|при|мобильн\S*|зі?|із|від|чрез)",
    "sv, da, no": r"(?:skickat|sänt|skickades|sendt|skrevet|skrivet) (?:från|fra|med|via|av|frå|genom)"
    r"|(?:hämta|hent|få) outlook",
    "fi": r"lähetetty|hanki outlook",
    "cs, sk": r"(?:odesláno|odosláno|odosielané|odesílám|posláno|poslané|odoslan[áé])"
    r" (?:ze?|zo|s|pomocí|pomocou|prostřednictvím|aplikací)|(?:získejte|získať|stáhnout) outlook",
    "hr, sr, sl": r"(?:poslano|poslato|poslan[ao]) (?:sa?|iz|z|preko|putem)",
    "ro, ca": r"(?:trimis[ăa]?|expediat) (?:de|din|cu|prin)|enviat (?:des|amb|del)",
    "hu": r"(?:el)?küldve |az? .{1,30} küldve",
    "el": r"(?:εστάλη|στάλθηκε|απεστάλη) (?:από|με|μέσω)",
    "et, lt, lv": r"(?:saadetud|išsiųsta|nosūtīts|siunčiama) ",
    "id, vi, th": r"(?:dikirim|terkirim) (?:dari|dengan|melalui|menggunakan)|(?:đã )?(?:được )?gửi (?:từ|bằng|qua)"
    r"|ส่ง(?:จาก|โดย|ผ่าน)",
    "he": r"(?:ה?(?:הודעה|דוא\"ל) )?נשלח[הו]? (?:מ|באמצעות|דרך)",
    "ar, fa": r"(?:تم ?ال?إرسال(?:ه|ها)?|تم إرساله|أُ?رسلت?|مُ?رسل[ةه]?|مرسلة|ارسال(?:[ -]?شده)?)"
    r" (?:من|بواسطة|عبر|باستخدام|از)",
    "to get Outlook": r"baixe o outlook|получить outlook|(?:احصل على|الحصول على|تنزيل) outlook"
    r"|(?:获取|下载|取得|下載).{0,6}(?:ios|android).{0,6}outlook$",
    "zh": r"(?:发自|發自|寄自|来自|來自).{1,25}$|(?:从|從|由|通过|透過|使用).{1,30}(?:发送|發送|传送|傳送|发出"
    "|寄出)[.。]?$"
    r"|(?:获取|下载|取得|下載) ?outlook",
}
_SENT_FROM = re.compile(rf"[<(\[*_«“\"]{{0,3}} ?(?:{'|'.join(_OPENINGS.values())})", re.IGNORECASE)
# Where the verb stands last.
_CLOSINGS = {
    "de": r"(?:von|vom|mit|diese|über|aus|unterwegs|per) .{1,90}(?:gesendet|geschickt|verschickt|geschrieben"
    "|verfasst)",
    "nl": r"(?:vanaf|van|met|via) .{1,60}(?:verzonden|verstuurd|gestuurd)",
    "hu": r".{1,60}küldve",
    "tr": r".{1,40}(?:d[ae]n|t[ae]n) gönderildi|(?:ios|android) için outlook.{1,10}edinin",
    "hi": r".{1,40} (?:से|se) (?:भेजा|bheja) (?:गया|gaya)",
    "ja": r".{1,40}(?:から|より|で)(?:の)?送信(?:されました|しました|)|(?:ios|android) ?版 ?outlook ?を取得",
    "ko": r".{1,40}(?:에서|으로|로) (?:보냄|보낸 (?:메일|메시지)(?:입니다)?|발송(?:됨)?|전송(?:됨)?|작성(?:됨)?)"
    r"|.{1,30}(?:앱|모바일|iphone|galaxy)에서 보냈습니다"
    r"|(?:ios|android)용 outlook .{1,10}",
}
_SENT_AFTER = re.compile(rf"(?:{'|'.join(_CLOSINGS.values())})[.!。]?[)>\]]{{0,2}}", re.IGNORECASE)
# The tail that each of them has: a quick look before the long one.
_SENT_LAST = re.compile(
    r"(?:gesendet|schickt|geschrieben|verfasst|verzonden|verstuurd|gestuurd|küldve|gönderildi|edinin|गया|gaya|送信"
    r"|を取得|しました|보냈습니다|보냄|입니다|메일"
    r"|메시지|발송|전송|됨|작성|outlook .{1,10})[.!。)>\]]{0,3}$",
    re.IGNORECASE,
)
_LONGEST_TAIL = 24
# "Sent by mail on Monday" is a sentence about a parcel.
_BY_POST = re.compile(
    r"(?:by|par|por|per|via|met|mit|com|con) (?:e-?mail|mail|post|correo|courriel|posta|telefon\w*|phone call)"
    r"(?! (?:for|für|pour|para|per|voor|app))(?= |[.,]|$)",
    re.IGNORECASE,
)
_FROM_MOBILE = re.compile(
    r"(?:\S+ ){1,4}(?:from|on|via|by|per|vom|mobil) (?:my |a |the )?(?:mobile?|phone|cell|handy|iphone|road|go)"
    r"|gesendet von unterwegs",
    re.IGNORECASE,
)
_APP_NAME_FIRST = re.compile(
    r"(?:get )?\[?(?:outlook|mail|bluemail)\]? (?:for|für|pour|para|per|voor|dla|для|för|til) (?:ios|android|mac"
    r"|windows)",
    re.IGNORECASE,
)
_SCANNED = re.compile(
    r"(?:virus[ -]free|virenfrei|garanti sans virus|sans virus|libre de virus|livre de vírus|privo di virus"
    r"|virusvrij|wolny od wirusów|без вирусов)\.?(?: (?:www\.)?\S*avast\S*)?"
    r"|.{0,60}(?:checked for viruses|auf viren geprüft|absence de virus|busca de virus|sin virus"
    r"|verificada? .{0,20}vírus|vírus verificada?|virus .{0,10}verificat|gecontroleerd op virussen"
    r"|проверено на (?:вирусы|отсутствие)|病毒检查).{0,80}|(?:ohne|sans) virus\.? .{0,30}avast.{0,20}",
    re.IGNORECASE,
)
_VIRUS = re.compile(r"vir|vírus|вирус|病毒", re.IGNORECASE)
_MAYBE_LINK = re.compile(r"[\[\]]|https?:|www\.", re.IGNORECASE)
_LINKS = re.compile(r"\[?<?(?:https?://|www\.)[^\s>\])]{1,400}[>\])]{0,2}|\]\([^)\s]{0,400}\)|[\[\]]")


def is_app_signature(line: str) -> bool:
    """Whether the line was put there by what the mail was written with, whatever stands around it."""
    if len(line) > 700:
        return False
    plain = without_marks(line)
    if _MAYBE_LINK.search(plain):
        plain = " ".join(_LINKS.sub(" ", plain).split())
    plain = plain.strip(" -–—_*~|·•")
    if not 5 < len(plain) <= LONGEST:
        return False
    return _says_sent_from(plain) or bool(_VIRUS.search(plain) and _SCANNED.fullmatch(plain))


def _says_sent_from(plain: str) -> bool:
    if _FROM_MOBILE.fullmatch(plain.rstrip(".!")) or _APP_NAME_FIRST.match(plain):
        return True
    sent = _SENT_FROM.match(plain) or (_SENT_LAST.search(plain[-_LONGEST_TAIL:]) and _SENT_AFTER.fullmatch(plain))
    return bool(sent and _HAS_DEVICE.search(plain) and not _BY_POST.search(plain))
