"""What hosts say in the language of their users about an address that they do not know.

A host that writes so knows its users, whatever the stage at which it speaks. Japanese is not here: carriers there say
"unknown" of what they only do not want (see `phrases`). `.{0,N}` is bounded on purpose, as it is there.
"""

import re

_UNKNOWN = (
    r"(?:destinataire|adresse|utilisateur|bo[iî]te).{0,40}(?:invalide|inconnu|inexistant|n'existe)",
    r"(?:usuario|destinatario|buz[oó]n|cuenta|direcci[oó]n).{0,40}(?:desconocid|no existe|inv[aá]lid"
    r"|inexistente|no encontrad)",
    r"(?:benutzer|empf[aä]nger|adresse|postfach|konto).{0,40}(?:unbekannt|existiert nicht|ung[uü]ltig"
    r"|nicht gefunden)",
    r"unbekannter (?:benutzer|empf[aä]nger)"
    r"|(?:utente|destinatario|casella|indirizzo).{0,30}(?:sconosciut|non esiste|inesistent|non valid)",
    r"(?:usu[aá]rio|destinat[aá]rio|endere[cç]o|caixa).{0,40}(?:n[aã]o (?:existe|encontrad)|inexist|desconhec)",
    r"(?:gebruiker|ontvanger|adres|postvak).{0,40}(?:onbekend|bestaat niet|ongeldig|niet gevonden)",
    r"(?:użytkownik|odbiorca|adres|skrzynka).{0,40}(?:nieznan|nie istnieje|nie znaleziono)"
    r"|nieznany (?:użytkownik|odbiorca)",
    r"(?:kullanıcı|alıcı|adres|posta kutusu).{0,40}(?:bulunamadı|bilinmiyor|geçersiz|mevcut değil)",
    r"(?:пользовател|адрес|получател|ящик).{0,40}(?:не найден|не существует|неизвест)|нет такого",
    r"(?:المستخدم|المستلم|العنوان|البريد).{0,40}(?:غير موجود|غير معروف|غير صالح)",
    r"(?:用户|收件人|邮箱|地址|账号|帐号|使用者|收件者|信箱|帳號)[^，。]{0,40}?(?:不存在|未找到|找不到|无效|無效)"
    r"|找不到.{0,8}(?:收件人|收件者|地址|邮箱|信箱|用户|使用者)",
    r"(?:사용자|수신자|받는 ?사람|메일|계정|주소).{0,30}(?:존재하지|찾을 수 없|확인되지)"
    r"|없는 (?:사용자|수신자|계정|주소|메일 ?주소)|(?:사용자|수신자|계정|주소)[가이는은]? 없습니다",
)
_SAID_SO = re.compile("|".join(f"(?:{phrase})" for phrase in _UNKNOWN))
_OF_THE_SENDER = re.compile(
    r"sender|absender|exp[ée]diteur|remitente|remetente|mittente|afzender|nadawc|отправител|发件|寄件|發件|差出|보낸|발신"
    r"|gönderen|المرسل"
)
_SHORTLY_BEFORE = 12  # characters: "Die Absenderadresse ist ungültig"


def is_unknown_to_its_host(words: str) -> bool:
    """Whether a host says in the words of its users that the recipient does not exist. words: of `plain_words`."""
    found = _SAID_SO.search(words)
    return bool(found and not _OF_THE_SENDER.search(words[max(found.start() - _SHORTLY_BEFORE, 0) : found.end()]))
