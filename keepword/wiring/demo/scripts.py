"""What the people of the demo shop say: short exchanges in six languages, of the things that customers write about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """A customer writes `asks`, an agent answers `answers`, the customer says `thanks`. `{item}` and `{order}` are
    filled in. `tags` are what an agent would put on it."""

    subject: str
    asks: str
    answers: str
    thanks: str
    tags: tuple[str, ...] = ()


SCRIPTS: dict[str, list[Script]] = {
    "en": [
        Script(
            "Where is my parcel?",
            "Hello,\n\nI ordered a {item} two weeks ago (order {order}) and the tracking page has not moved since "
            "Tuesday. It is a birthday present for Saturday. Could you look where it is?\n\nThank you",
            "Hello,\n\nI found it: your parcel was sorted to the wrong depot and left it again this morning. It will "
            "be with you on Thursday before 6 pm. I will look again tomorrow and write to you if anything changes.",
            "That is such a relief, thank you for looking so quickly.",
            ("delivery",),
        ),
        Script(
            "Can I change the size?",
            "Hi there, I just placed order {order} and noticed I chose the wrong size of the {item}. Can it still be "
            "changed to medium?",
            "Hi,\n\nyes, I caught it before it was packed. It is a medium now, and the price is the same.",
            "Perfect, you are quick.",
            ("order change",),
        ),
        Script(
            "Charged twice",
            "My bank shows two payments for order {order}. I only bought one {item}. Please check this.",
            "I am sorry for the fright. One of the two is only a reservation that your bank releases by itself; only "
            "one payment reached us. If you still see both on Friday, write to me and I will raise it with the bank.",
            "You were right, one of them is gone this morning.",
            ("payment",),
        ),
        Script(
            "The {item} arrived broken",
            "Good morning, the {item} came with a crack along one side. I have attached two pictures. What do we do?",
            "Thank you for the pictures, that must have been a hard fall. A new one leaves our warehouse today and "
            "you need not send the old one back.",
            "The new one is here and it is lovely.",
            ("damage", "replacement"),
        ),
        Script(
            "Is the {item} safe for children?",
            "Is the {item} tested for children under three? I could not find it on the product page.",
            "It is: it has been tested to EN 71-3, and I have asked for it to be put on the page, so that others find "
            "it too.",
            "Good to know. I ordered two.",
            ("product question",),
        ),
        Script(
            "How do I send something back?",
            "I would like to return the {item} from order {order}. It is unopened.",
            "Of course. The label is attached; any post office takes it. Your money is back three working days after "
            "it reaches us.",
            "Sent it today.",
            ("return",),
        ),
    ],
    "zh-Hans": [
        Script(
            "包裹什么时候能到？",
            "你好，我上周买的{item}（订单号 {order}）到现在还没有收到，物流信息从周二开始就没有更新了。能帮我查一下吗？",
            "您好，我查到了：包裹之前被分到了错误的站点，今天早上已经重新发出，预计周四下午六点前送到。明天我会再看一次，有变化马上告诉您。",
            "太好了，谢谢你这么快回复！",
            ("delivery",),
        ),
        Script(
            "可以换颜色吗",
            "刚下单的{item}（{order}）颜色选错了，可以改成绿色吗？还没有发货。",
            "可以的，已经帮您改成绿色了，今天就会发出。",
            "收到，非常感谢。",
            ("order change",),
        ),
        Script(
            "退款还没有到账",
            "你们说三个工作日退款，今天已经第五天了，订单 {order}，麻烦看一下。",
            "让您久等了，很抱歉。款项昨天已经退到您的支付宝，银行显示会晚一天。如果明天还没有看到，请直接回复我。",
            "已经到账了。",
            ("payment",),
        ),
        Script(
            "{item}收到时有破损",
            "打开包裹发现{item}边上有一道裂痕，照片在附件里，请问怎么处理？",
            "谢谢您的照片。新的今天就寄出，旧的不用寄回。",
            "新的收到了，很漂亮。",
            ("damage", "replacement"),
        ),
    ],
    "ko": [
        Script(
            "배송이 너무 늦어요",
            "안녕하세요. 2주 전에 주문한 {item}(주문번호 {order})이 아직 도착하지 않았어요. 토요일 선물이라 급합니다. 확인 부탁드려요.",
            "안녕하세요. 확인해 보니 다른 지점으로 잘못 분류되었다가 오늘 아침 다시 출발했습니다. 목요일 오후 6시 전에 도착할 예정입니다. 내일 다시 확인하고 달라지면 바로 알려 드리겠습니다.",
            "빠른 답변 감사합니다!",
            ("delivery",),
        ),
        Script(
            "사이즈 변경 가능할까요?",
            "방금 주문한 {item}({order}) 사이즈를 잘못 골랐어요. M으로 바꿀 수 있을까요?",
            "네, 포장 전이라 바로 M으로 바꿔 드렸습니다. 가격은 같습니다.",
            "감사합니다.",
            ("order change",),
        ),
        Script(
            "결제가 두 번 되었어요",
            "주문 {order} 결제가 두 번 찍혔습니다. 확인해 주세요.",
            "놀라셨겠어요. 하나는 카드사의 승인 대기 건이라 자동으로 취소됩니다. 금요일까지 남아 있으면 제가 카드사에 확인하겠습니다.",
            "오늘 취소되었네요. 감사합니다.",
            ("payment",),
        ),
        Script(
            "{item} 반품하고 싶어요",
            "{item} 반품하려고 하는데 어떻게 하면 되나요? 개봉하지 않았습니다.",
            "반품 라벨을 첨부했습니다. 가까운 편의점에 맡겨 주세요. 도착 후 3영업일 안에 환불됩니다.",
            "오늘 보냈습니다.",
            ("return",),
        ),
    ],
    "ja": [
        Script(
            "荷物がまだ届きません",
            "二週間前に注文した{item}（注文番号 {order}）がまだ届いていません。土曜日の贈り物なので、確認していただけますか。",
            "お待たせして申し訳ございません。別の営業所に届いていましたが、今朝出発いたしました。木曜日の18時までにお届けの予定です。明日もう一度確認いたします。",
            "早速のご返信ありがとうございます。",
            ("delivery",),
        ),
        Script(
            "サイズの変更について",
            "先ほど注文した{item}（{order}）のサイズをMに変更できますか。",
            "はい、梱包前でしたのでMに変更いたしました。",
            "助かりました。",
            ("order change",),
        ),
        Script(
            "{item}が割れていました",
            "届いた{item}にひびが入っていました。写真を添付します。",
            "お写真をありがとうございます。本日新しいものをお送りします。返送は不要です。",
            "無事に届きました。",
            ("damage", "replacement"),
        ),
    ],
    "es": [
        Script(
            "¿Dónde está mi paquete?",
            "Hola: pedí un {item} hace dos semanas (pedido {order}) y el seguimiento no cambia desde el martes. Es un "
            "regalo para el sábado. ¿Podrían mirarlo?",
            "Hola: ya lo encontré. Se clasificó en otro almacén y salió esta mañana. Llegará el jueves antes de las "
            "18:00. Mañana lo vuelvo a mirar y le escribo si algo cambia.",
            "Muchas gracias, qué rapidez.",
            ("delivery",),
        ),
        Script(
            "Cambio de dirección",
            "Me he mudado. ¿Pueden enviar el pedido {order} a mi nueva dirección?",
            "Claro, ya está cambiada. Sale hoy.",
            "Perfecto, gracias.",
            ("order change",),
        ),
        Script(
            "El {item} llegó roto",
            "Buenos días, el {item} tiene una grieta. Adjunto fotos.",
            "Gracias por las fotos. Hoy sale uno nuevo y no hace falta devolver el otro.",
            "Ha llegado y es precioso.",
            ("damage", "replacement"),
        ),
    ],
    "ar": [
        Script(
            "أين طلبي؟",
            "مرحبًا، طلبت {item} قبل أسبوعين (رقم الطلب {order}) ولم يصل بعد. هو هدية ليوم السبت، هل يمكنكم التحقق؟",
            "مرحبًا، وجدت الطرد: أُرسل إلى مستودع آخر وغادره هذا الصباح. سيصل يوم الخميس قبل السادسة مساءً، وسأتحقق مرة أخرى غدًا.",
            "شكرًا جزيلًا على سرعة الرد.",
            ("delivery",),
        ),
        Script(
            "تغيير العنوان",
            "هل يمكن تغيير عنوان التوصيل للطلب {order}؟",
            "نعم، تم التغيير وسيخرج الطلب اليوم.",
            "شكرًا لكم.",
            ("order change",),
        ),
    ],
}

ITEMS = {
    "en": ["walnut tray", "linen apron", "wool blanket", "tea bowl", "brass lamp", "oak stool", "cotton throw"],
    "zh-Hans": ["胡桃木托盘", "亚麻围裙", "羊毛毯", "茶碗", "黄铜台灯", "橡木凳"],
    "ko": ["호두나무 쟁반", "리넨 앞치마", "울 담요", "찻잔", "황동 램프", "참나무 의자"],
    "ja": ["くるみのお盆", "リネンのエプロン", "ウールの毛布", "茶碗", "真鍮のランプ"],
    "es": ["bol de té", "delantal de lino", "taburete de roble", "candelabro de latón"],
    "ar": ["وعاء شاي", "مئزر كتان", "مصباح نحاسي"],
}
RARE_ITEM = "celadon incense burner"  # in one message of a thousand: something to search for

# First and last names; `{first}` and `{last}` stand in the order of the language.
NAMES = {
    "en": ("{first} {last}", ["Ann", "Tom", "Priya", "Grace", "Liam", "Nora", "Owen", "Zoe", "Ravi", "Iris", "Hugo", "Maya"],
           ["Lee", "Baker", "Shah", "Obi", "Walsh", "Field", "Hart", "King", "Moss", "Quinn", "Vale", "Brook"]),
    "zh-Hans": ("{last}{first}", ["小明", "娜", "伟", "洋", "静", "敏", "杰", "丽", "芳", "磊", "秀英", "志强"], ["王", "李", "张", "刘", "陈", "赵", "周", "黄", "吴", "徐", "孙", "林"]),
    "ko": ("{last}{first}", ["민지", "서준", "지훈", "수아", "하은", "도윤", "예린", "지우", "현우", "유나"], ["김", "이", "박", "최", "정", "강", "조", "윤", "임", "한"]),
    "ja": ("{last}{first}", ["花子", "一郎", "美咲", "健", "さくら", "陽菜", "大翔", "葵"], ["佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村"]),
    "es": ("{first} {last}", ["María", "Javier", "Lucía", "Carlos", "Elena", "Pablo", "Sara", "Diego"],
           ["López", "Ruiz", "Gómez", "Vega", "Mora", "Santos", "Prieto", "Ibáñez"]),
    "ar": ("{first} {last}", ["ليلى", "عمر", "سارة", "يوسف", "هدى", "كريم", "مريم", "زيد"], ["حسن", "خالد", "ناصر", "علي", "منصور", "سالم", "حداد"]),
}  # fmt: skip
AGENTS = [
    ("Mina Park", "ko"), ("Dave Ortiz", "es"), ("Megan Cole", "en"), ("Li Wei", "zh-hans"), ("Kyle Brand", "en"),
    ("Yuki Mori", "ja"), ("Sofia Reyes", "es"), ("Omar Aziz", "ar"), ("Ruth Adler", "de"), ("Han Jisoo", "ko"),
    ("Chen Fang", "zh-hans"), ("Ines Costa", "pt"), ("Noah Stein", "de"), ("Amélie Roy", "fr"), ("Tariq Said", "ar"),
    ("Hana Kim", "ko"), ("Jonas Berg", "de"), ("Wang Lei", "zh-hans"), ("Clara Diaz", "es"), ("Ben Frost", "en"),
]  # fmt: skip
NOTES = [
    "The warehouse says that the whole pallet was delayed, expect a few more of these.",
    "Called the courier, they promise an answer before noon.",
    "She wrote last month about the same lamp. Let us send a small card with the new one.",
]
WEIGHTS = {"en": 40, "zh-Hans": 18, "ko": 16, "ja": 10, "es": 10, "ar": 6}
