"""Which characters are frequent in the languages that use a charset: what `guessing` weighs with."""

# Letters beyond ASCII of the languages that use the charset, the ten or so most frequent ones before the blank.
FREQUENT = {
    "cp1252": "éäöüßáíóèà ñúãçêâõôîïûùëœæøåÄÖÜÉÈÀÇÑÓÅØÆÁÍÚìòºª",
    "cp1250": "łąęóśżíáéřžěšč ćńźďňťúůýőűöüăâîşţŁŚŻČŘŠŽÁÉ",
    "cp1254": "ıüşöçğİŞ ÇĞÖÜâî",
    "cp1257": "āąčēęėįšūž ģīķļņųõäöü",
    "cp1251": "оеаинтсрвлі кмдпуяыьгзбчйхжшюцщэфъёїєґў",
    "koi8-u": "оеаинтсрвлі кмдпуяыьгзбчйхжшюцщэфъёїєґ",
    "iso8859-5": "оеаинтсрвлі кмдпуяыьгзбчйхжшюцщэфъёїєў",
    "cp866": "оеаинтсрвл кмдпуяыьгзбчйхжшюцщэфъё",
    "cp1253": "αοιετσνηυρ πκμλςωγδθχφβξζψάέήίόύώ",
    "cp1255": "יוהלאמרתבש נעםקדחטפכגצזסןץףךפ",
    "cp1256": "اليمونرتبعد سفهكقحجشطصخذزضغثظةىءأإآؤئپچژگ",
    "cp874": "านรอกเงมยลทต วดสตะปบคหแจพชขใไโผถซณศษธภอฟฝญฐำ่้ิีึืุู็์ั๊๋ๆๅ",
}
# The same for two-byte charsets: enough to tell Chinese from Korean when both readings are ordinary characters.
MOST_FREQUENT = {
    "gb18030": "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "您好请问没订单货收谢快递退款么什吗已买物帮题取消换票",
    "cp950": "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
    "您好請問沒訂單貨收謝快遞退款麼什嗎已買物幫題取消換票",
    "cp949": "이다는에의가을하지고를기은로서도사인자요시나그어아니라수해안습한있주문일했부드리세대전정제상오"
    "아직보원게만구으면여든까배송감합녕환불요청문의취소교환반품",
    "cp932": "のにはをがたでとしてなれいうもこさまよかるっりらあくきすせんだどーおわけめみつじ日人年一本中国大"
    "注文返品届問合先週",
}
MOST_FREQUENT["euc_jp"] = MOST_FREQUENT["cp932"]
# lead bytes of the rows that hold the frequent characters: level 1 of each national standard, kana, Hangul
FREQUENT_ROWS = {
    "gb18030": (0xB0, 0xD7),
    "cp950": (0xA4, 0xC6),
    "cp949": (0xB0, 0xC8),
    "euc_jp": (0xB0, 0xCF),
    "cp932": (0x88, 0x97),
}
KANA = frozenset(map(chr, range(0x3041, 0x30FF)))
PUNCTUATION = frozenset(
    "，。、！？：；（）「」『』【】《》〈〉～…—·“”‘’–€£°«»¿¡№„‚•®©™´’\u00a0\u3000ー・￥％＋－０１２３４５６７８９"
)
