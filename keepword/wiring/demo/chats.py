"""What is said in the chats of the demo shop."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Talk:
    """`lines`: the visitor's, and every second one of the agent of this name, "" where nobody answers. `minutes_ago`:
    when it began. `zone` is an IANA name. `email` "" for a visitor who told none; `is_ended`: they ended it, and want
    the whole of it by mail."""

    name: str
    language: str
    zone: str
    page: str
    minutes_ago: int
    lines: tuple[str, ...]
    email: str = ""
    agent: str = ""
    is_ended: bool = False


SHOP = "https://leafloom.example"
# In the order in which they began; the last one rings.
TALKS = (
    Talk(
        "Lucía Gómez",
        "es",
        "Europe/Madrid",
        f"{SHOP}/es/lamparas",
        95,
        (
            "Hola, ¿la lámpara de latón lleva bombilla incluida?",
            "Hola, Lucía: sí, con una bombilla cálida de 4 W. Dura unas 15 000 horas.",
            "Perfecto. ¿Y llega antes del viernes a Sevilla?",
            "Sale hoy y llega el jueves. Le envío el número de seguimiento en cuanto salga del almacén.",
        ),
        email="lucia.gomez@mail.example",
        agent="Dave Ortiz",
        is_ended=True,
    ),
    Talk(
        "ليلى حسن",
        "ar",
        "Africa/Cairo",
        f"{SHOP}/ar/tea-bowls",
        40,
        (
            "مرحبًا، هل وعاء الشاي الأخضر متوفر؟ رأيته أمس في المتجر (رقم LL-2041).",
            "أحتاج إلى قطعتين قبل يوم الخميس. لا أستطيع الانتظار الآن، راسلوني على بريدي من فضلكم.",
        ),
        email="layla.hassan@mail.example",
    ),
    Talk(
        "Priya Shah",
        "en",
        "Europe/London",
        f"{SHOP}/kitchen/linen-apron",
        4,
        (
            "Hi! Is the linen apron long enough for somebody of 1.90 m?",
            "Hello Priya, it is 95 cm long, so it ends just above the knee. There is a long one, too, with 110 cm.",
            "The long one sounds right. Does it come in olive?",
        ),
        agent="Mina Park",
    ),
    Talk(
        "陈静",
        "zh-Hans",
        "Asia/Shanghai",
        f"{SHOP}/zh/walnut-tray",
        0,
        ("你好，我想买胡桃木托盘送人，周五之前能送到上海吗？",),
    ),
)
