"""Lines that part a letter from an older one or from a signature: rules, "Original Message", "Forwarded message"."""

import re

from keepword.channels.email.plain_lines import without_marks

_RULE_MARKS = "-_=*~#+–—―‐‑‒−─━ᐧ·."
_DASHES = r"[-_=*~–—―‐‑‒−─━ー]"
_ORIGINAL = (
    r"original e?-?mail|original (?:message|mail|appointment)|forwarded (?:message|mail|by)|forward(?:ed)? message"
    r"|repl(?:y|ied) message|message from|(?:ursprüngliche|weitergeleitete|original)[ -]?(?:nachricht|mail|e-mail)"
    r"|(?:ursprünglicher|original)[ -]?termin|weiterleitung"
    r"|(?:message|courriel|e-mail) (?:d'origine|d’origine|original|initial|transféré|transmis|réexpédié)|mail original"
    r"|(?:mensaje|correo)(?: electrónico)? (?:original|reenviado)|mensagem (?:original|encaminhada|reencaminhada)"
    r"|messaggio (?:originale|inoltrato|originario)|missatge (?:original|reenviat)|mesaj(?:ul)? (?:original"
    r"|redirecționat)"
    r"|oorspronkelijk(?:e)? (?:bericht|e-?mail)|(?:doorgestuurd|origineel) bericht|doorgestuurde e-?mail"
    r"|(?:oryginalna|wiadomość) (?:wiadomość|oryginalna|przekazana)|treść przekazanej wiadomości|przekazana wiadomość"
    r"|wiadomość napisana|(?:исходное|оригинальное|первоначальное|пересылаемое|пересланное|перенаправленное)"
    r" (?:сообщение|письмо)|(?:вихідне|оригінальне|переслане|початкове) (?:повідомлення|лист)"
    r"|(?:оригинално|препратено) (?:съобщение|писмо)"
    r"|(?:ursprungligt|originalt|vidarebefordrat|vidaresänt) (?:meddelande|brev|mejl)|originalmeddelande"
    r"|(?:oprindelig|original|videresendt) (?:meddelelse|besked|mail)|(?:opprinnelig|original"
    r"|videresendt) (?:melding|e-post)"
    r"|alkuperäinen viesti|(?:edelleen)?(?:lähetetty|välitetty) viesti|edelleenlähetetty viesti"
    r"|(?:původní|přeposlaná|předaná|originální) (?:zpráva|e-mail)|(?:pôvodná|preposlaná|originálna) správa"
    r"|(?:eredeti|továbbított) (?:üzenet|levél)|(?:özgün|orijinal|iletilen|yönlendirilen) (?:ileti|mesaj)"
    r"|iletilmiş mesaj"
    r"|(?:izvorna|originalna|proslijeđena|prosleđena|izvirno|posredovano) (?:poruka|sporočilo)|αρχικό μήνυμα"
    r"|προωθημένο μήνυμα|(?:pesan|surat) (?:asli|terusan|diteruskan)|thư gốc|(?:tin nhắn|thư) (?:gốc|đã chuyển tiếp)"
    r"|ข้อความ(?:ต้นฉบับ|ที่ส่งต่อ)|הודעה (?:מקורית|שהועברה)|(?:ה)?הודעה המקורית"
    r"|الرسالة (?:الأصلية|الأصليّة|المعاد توجيهها)|رسالة (?:أصلية|محولة|معاد توجيهها|مُعاد توجيهها)|پیام اصلی"
    r"|پیام بازارسال"
    r"|原始(?:邮件|郵件|信息|訊息|消息|信件)|原(?:邮件|郵件|信件)|邮件原文|回复的原邮件|回覆的原郵件|(?:转发|轉寄"
    r"|轉發)(?:的)?(?:邮件|郵件|訊息|信息|消息)"
    r"|转发邮件信息|邮件原件|元の(?:メッセージ|メール)|転送(?:された)?(?:メッセージ|メール)|(?:転送"
    r"|オリジナル) ?メッセージ|原文メール"
    r"|원본 ?(?:메일|메시지|이메일|편지)|전달(?:된|한)? ?(?:메일|메시지|이메일)|원래 메시지|(?:받은|보낸) 메일 원문"
)
_MARKED = re.compile(rf"{_DASHES}{{2,}}.{{0,3}}?\s*(?:{_ORIGINAL}).{{0,120}}", re.IGNORECASE)
# Apple Mail and Notes write it as a sentence, without rules.
_SENTENCE = re.compile(
    r"(?:begin (?:forwarded message|doorgestuurd bericht)|start of forwarded message"
    r"|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|début du (?:message|courriel|e-mail) (?:transféré|transmis|réexpédié)|(?:inicio|comienzo) del mensaje reenviado"
    r"|início da mensagem (?:re)?encaminhada|inizio(?: del)? messaggio inoltrato|inici del missatge reenviat"
    r"|(?:początek|rozpoczęcie) (?:przekazanej|przekazywanej|przesłanej dalej|przesyłanej dalej) wiadomości"
    r"|начало (?:переадресованного|пересылаемого|пересланного) (?:сообщения|письма)|початок (?:листа"
    r"|повідомлення), що пересилається"
    r"|(?:vidarebefordrat (?:brev|mejl|meddelande)|påbörja vidarebefordrat meddelande)"
    r"|(?:start på|begynnelsen på|start av) videresendt (?:besked|melding|meddelelse|e-mail|mail)"
    r"|videresendt (?:melding|besked)"
    r"|välitetty viesti alkaa|edelleenlähetetty viesti|přeposlaná zpráva|začátek přeposílané zprávy"
    r"|začiatok preposlanej správy"
    r"|továbbított (?:levél|üzenet) kezdete|(?:iletilmiş|iletilen) (?:mesajın|iletinin|ileti) başı|mesaj redirecționat"
    r"|αρχή προωθημένου μηνύματος|mulai meneruskan pesan|thư đã chuyển tiếp|bắt đầu thư được chuyển tiếp"
    r"|תחילת ההודעה שהועברה"
    r"|بداية الرسالة (?:المعاد توجيهها|المُعاد توجيهها|المحولة)"
    r"|(?:开始)?转发的?邮件|(?:以下|下面)是(?:被)?(?:转发|轉寄|轉發)的?(?:邮件|郵件|訊息)|開始(?:轉寄"
    r"|轉發)(?:的)?(?:郵件|訊息)|(?:轉寄|轉發)的?(?:郵件|訊息)"
    r"|以下は?、?転送(?:された)?(?:メール|メッセージ)(?:です)?|転送(?:された)?(?:メール|メッセージ)"
    r"|전달된 (?:메시지|이메일|메일)(?: 시작)?) ?[:：]",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"{_DASHES}{{3,}} ?[\[(]? ?[^\W_].{{0,80}}? ?[\])]? ?{_DASHES}{{3,}}")
_ALONE = re.compile(rf"(?:{_ORIGINAL}) ?[:：]?", re.IGNORECASE)
_ANSWER_ABOVE = re.compile(
    r"[^\w\s]{2,}.{0,40}(?:(?:repl(?:y|ies)|respon[ds]e?|answer|write|type).{0,30}above|oberhalb dieser (?:Zeile"
    r"|Linie)"
    r"|au-dessus de cette ligne|(?:encima|arriba) de esta línea|acima desta linha|sopra questa (?:riga|linea)"
    r"|boven deze (?:regel|lijn)|powyżej tej linii|выше этой (?:строки|линии|черты)|ovanför (?:den här"
    r"|denna) (?:raden|linjen)"
    r"|请在此(?:行|线)(?:之)?上(?:方)?回复|請在此(?:行|線)(?:之)?上(?:方)?回覆|この(?:行|線)より上|이 (?:줄"
    r"|선) 위에|أعلى هذا السطر"
    r"|فوق هذا السطر).{0,60}",
    re.IGNORECASE,
)

# What all those words for a mail that was passed on share, and those for one that is answered do not.
_PASSED_ON = re.compile(
    r"forward|weitergeleitet|weiterleitung|transfér|transfer|transmis|réexpédi|reexpedi|reenvia|encaminhad|inoltrat"
    r"|doorgestuurd|przekaz|przesłan|przesyłan|пересыла|пересла|перенаправ|переадрес|препрат|vidarebefordra|vidaresän"
    r"|videresend|välitetty|edelleen|přepos|předan|prepos|továbbított|iletil|yönlendiril|redirecționat|proslij|prosleđ"
    r"|posredovan|προωθ|terus(?:an|kan)|chuyển tiếp|ส่งต่อ|שהועברה|معاد|مُعاد|المحولة|محولة|بازارسال"
    r"|转发|轉寄|轉發|転送|전달",
    re.IGNORECASE,
)


def is_rule(line: str) -> bool:
    """A line of dashes, stars or the like and nothing else."""
    bare = line.strip()
    return len(bare) >= 2 and not bare.strip(_RULE_MARKS + " \u00a0") and bare.strip(". ") != ""


def is_signature_mark(line: str) -> bool:
    """Two dashes alone, as RFC 3676 has it, with or without their space; also signed with PGP, and one long dash."""
    return line.strip() in ("--", "- --", "—", "–", "――", "——")


def is_original_mark(line: str) -> bool:
    """Says that an older mail begins here: "-----Original Message-----", "Begin forwarded message:"."""
    plain = without_marks(line[:300])
    if plain.endswith((":", "：")) and _SENTENCE.fullmatch(plain):
        return True
    return not plain[:1].isalnum() and bool(_MARKED.fullmatch(plain) or _ANSWER_ABOVE.fullmatch(plain))


def says_passed_on(line: str) -> bool:
    """Of a line that says where an older mail begins: whether that was passed on. An answer may quote below
    "Original Message" too."""
    return bool(_PASSED_ON.search(line[:300]))


def is_titled_rule(line: str) -> bool:
    """Words between dashes in a language that we do not know: they count only above a block of headers."""
    return len(line) < 160 and bool(_TITLED.fullmatch(without_marks(line)))


def is_original_title(line: str) -> bool:
    """The same words without rules: they count only above a block of headers."""
    return len(line) < 40 and bool(_ALONE.fullmatch(without_marks(line)))
