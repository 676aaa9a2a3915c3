"""The block that Outlook and others put above an older mail: From, Sent, To, Subject, in the writer's language."""

import re
from collections.abc import Sequence

from keepword.channels.email.plain_lines import is_empty, is_marked_quote, without_marks

_LABELS = {
    "from": (
        "From|Von|Absender|De|Da|Mittente|Van|Afzender|Od|Nadawca|Od kogo|От|От кого|Від|Від кого|Från|Fra|"
        "Avsändare|Lähettäjä|Keneltä|Odesílatel|Odosielateľ|Feladó|Kimden|Gönderen|Gönderici|Από|De la|"
        "Expéditeur|Remitente|Remetente|Expeditor|Šalje|Pošiljatelj|Šiuntėjas|Nuo|No|Saatja|Dari|Pengirim|"
        "Người gửi|Từ|จาก|מאת|من|المرسل|از|प्रेषक|发件人|发信人|发自|寄件者|寄件人|发送人|發件人|差出人|送信者"
        "|送信元|보낸사람|보낸이|발신|발신인"
    ),
    "sent": (
        "Sent|Date|Sent at|Sent on|Gesendet|Datum|Gesendet am|Envoyé|Envoyé le|Date d'envoi|Date d’envoi|"
        "Enviado|Enviado el|Enviado em|Enviada em|Enviada|Fecha|Data|Data de envio|Fecha de envío|Inviato|"
        "Inviata|Data invio|Verzonden|Verstuurd|Wysłano|Wysłane|Data wysłania|Отправлено|Дата|Послано|"
        "Надіслано|Изпратено|Skickat|Sendt|Dato|Lähetetty|Päivämäärä|Päiväys|Odesláno|Odoslané|Dátum|Elküldve|"
        "Küldve|Tarih|Gönderilme|Gönderildi|Gönderme Tarihi|Ημερομηνία|Στάλθηκε|Trimis|Dată|Poslano|Poslato|"
        "Išsiųsta|Nosūtīts|Saadetud|Kuupäev|Dikirim|Tanggal|Đã gửi|Ngày|Ngày gửi|Thời gian|วันที่|ส่งเมื่อ|"
        "נשלח|תאריך|תאריך שליחה|التاريخ|أُرسلت|تاريخ الإرسال|تم الإرسال|تاریخ|ارسال|दिनांक|发送时间|发送日期"
        "|发件日期|日期|"
        "时间|寄件日期|傳送時間|寄送時間|傳送日期|發送時間|發送日期|送信日時|日時|日付|送信日|보낸날짜|보낸시간"
        "|날짜|일시|발송일|작성일"
    ),
    "to": (
        "To|An|Empfänger|À|A|Para|Destinataire|Destinatario|Destinatário|Aan|Naar|Do|Dla|Do kogo|Кому|До|Till|"
        "Til|Vastaanottaja|Kenelle|Komu|Príjemca|Címzett|Kime|Alıcı|Kime gitti|Προς|Către|Catre|Prima|Za|"
        "Primatelj|Kam|Kellele|Kepada|Đến|Tới|Người nhận|ถึง|אל|إلى|الى|المستلم|به|प्रति|收件人|收信人|发送至"
        "|收件者|發送至|"
        "宛先|받는사람|받는이|수신|수신인"
    ),
    "cc": (
        "Cc|Bcc|Kopie|Copie|Copie à|Cci|Copia|Cópia|Kopia|DW|UDW|Do wiadomości|Копия|Копія|Kopio|Kopi|Másolat|"
        "Másolatot kap|Bilgi|Κοιν|Κοινοποίηση|Kópia|Kopija|Tembusan|Đồng kính gửi|สำเนา|עותק|نسخة|نسخة إلى|"
        "رونوشت|抄送|抄送人|抄送至|副本|密件副本|참조|숨은참조|同報"
    ),
    "subject": (
        "Subject|Betreff|Objet|Sujet|Asunto|Assunto|Oggetto|Onderwerp|Temat|Тема|Ämne|Emne|Aihe|Otsikko|"
        "Předmět|Predmet|Tárgy|Konu|Θέμα|Subiect|Naslov|Tema|Temats|Teema|Subjek|Perihal|Judul|Chủ đề|Tiêu đề|"
        "เรื่อง|หัวเรื่อง|נושא|הנדון|الموضوع|موضوع|विषय|主题|标题|主旨|主題|件名|タイトル|제목|Assumpte"
    ),
    "other": (
        "Reply-To|Reply to|Importance|Priority|Attachment|Attachments|Organization|Newsgroups|Message-ID|"
        "Wichtigkeit|Anlage|Anlagen|Antwort an|Répondre à|Pièce jointe|Pièces jointes|Importancia|Adjuntos|"
        "Responder a|Importância|Anexo|Anexos|Priorità|Allegati|Rispondi a|Urgentie|Bijlage|Bijlagen|"
        "Priorytet|Załączniki|Важность|Вложение|Вложения|Prioritet|Bilagor|Tärkeys|重要性|附件|回复|回覆|优先级"
        "|優先順序|"
        "添付ファイル|返信先|중요도|첨부|첨부파일|회신 주소|الأهمية|المرفقات|Mailed-By|Signed-By|Security"
        "|Resent-From|Received|"
        "Return-Path|User|When|Where"
    ),
}
_KIND = {word.replace(" ", "").lower(): kind for kind, words in _LABELS.items() for word in words.split("|")}
_HEADER = re.compile(r"[\s*_|>]{0,12}([^\s\d:：*|][^:：*|\n]{0,30}?)[ *_]{0,4}(?:[:：]|\|)[\s*_]{0,4}(.{0,200})")
_BETWEEN = re.compile(r"(?:^|\s)[*_]?([^\W\d_][^\s:：]{1,24})[*_]? ?[:：](?=[ *])")
_MOST_CONTINUATIONS = 4


def header_block_at(lines: Sequence[str], start: int, *, expected: bool) -> int:
    """How many lines, from `start`, are headers of an older mail: 0 for none.

    Three different headers are asked for, among them who sent it or when; two are enough where a separator made us
    expect them (`expected`).
    """
    first = _kind(lines[start])
    if not first or is_marked_quote(lines[start]):
        return 0
    if first == "from" and _all_on_one_line(lines[start]):
        return 1
    kinds = {first}
    end = start + 1
    skipped = 0
    for index in range(start + 1, min(start + 40, len(lines))):
        kind = _kind(lines[index])
        if kind:
            kinds.add(kind)
            end, skipped = index + 1, 0
        elif skipped == _MOST_CONTINUATIONS or _block_ends(lines, index, kinds):
            break
        else:
            skipped += 1
    asked = 2 if expected else 3
    return end - start if len(kinds - {"other"}) >= asked and kinds & {"from", "sent"} else 0


def sender_in(block: Sequence[str]) -> str:
    """What a block of headers says of who sent it, as it stands there, with the lines that it is folded over; "" for
    a block that does not say."""
    start = next((index for index, line in enumerate(block) if _kind(line) == "from"), len(block))
    said = [_value(line) for line in block[start : start + 1]]
    for line in block[start + 1 : start + 1 + _MOST_CONTINUATIONS]:
        if _kind(line):
            break
        said.append(line[:240])
    return " ".join(said)


def _value(line: str) -> str:
    """Where the next header stands on the same line, up to there."""
    found = _HEADER.match(line[:240])
    value = line[found.start(2) :][:1000] if found else ""
    following = next((one.start() for one in _BETWEEN.finditer(value) if _KIND.get(one[1].lower())), len(value))
    return value[:following]


def _kind(line: str) -> str:
    found = _HEADER.match(line[:240])
    if not found:
        return ""
    kind = _KIND.get(without_marks(found[1]).replace(" ", "").lower(), "")
    return "" if kind == "other" and found[0].lstrip().startswith("|") else kind


def _all_on_one_line(line: str) -> bool:
    """HTML that was flattened: "From: Mina Sent: Monday To: Shop Subject: Tea"."""
    kinds = {_KIND.get(word.lower(), "") for word in _BETWEEN.findall(line[:1000])}
    return len(kinds & {"from", "sent", "to", "subject"}) >= 3


def _block_ends(lines: Sequence[str], index: int, kinds: set[str]) -> bool:
    """Some clients leave an empty line between headers, but never two, and none once the main ones were seen."""
    if is_empty(lines[index]):
        return is_empty(lines[index - 1]) or {"from", "to", "subject"} <= kinds
    return is_marked_quote(lines[index])
