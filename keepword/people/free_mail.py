"""Domains under which strangers have their mailboxes: sharing one says nothing about belonging together.

The large public providers by country, from their own sign-up pages. A domain that is missing here costs a suggestion
that an agent waves away; nothing is ever done because of it alone.
"""

DOMAINS = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com yahoo.com ymail.com rocketmail.com
    icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com pm.me tutanota.com tutanota.de tuta.io tuta.com
    gmx.com gmx.net gmx.de gmx.at gmx.ch web.de freenet.de t-online.de arcor.de posteo.de posteo.net mailbox.org
    mail.com email.com usa.com zoho.com zohomail.com fastmail.com fastmail.fm hey.com hushmail.com duck.com
    yandex.ru yandex.com ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru ukr.net i.ua meta.ua
    qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com tom.com 21cn.com
    naver.com hanmail.net daum.net kakao.com nate.com korea.com
    docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp yahoo.co.jp
    yahoo.com.tw pchome.com.tw hinet.net yahoo.com.hk netvigator.com
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr bbox.fr neuf.fr hotmail.fr live.fr yahoo.fr
    libero.it virgilio.it tiscali.it alice.it tin.it hotmail.it yahoo.it
    terra.com terra.com.br uol.com.br bol.com.br ig.com.br globo.com yahoo.com.br hotmail.com.br outlook.com.br
    sapo.pt hotmail.es yahoo.es outlook.es telefonica.net
    btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net hotmail.co.uk live.co.uk yahoo.co.uk outlook.de
    hotmail.de live.de yahoo.de bluewin.ch sunrise.ch chello.at aon.at ziggo.nl kpnmail.nl planet.nl hotmail.nl
    live.nl skynet.be telenet.be proximus.be wp.pl o2.pl onet.pl interia.pl op.pl seznam.cz centrum.cz azet.sk
    freemail.hu citromail.hu abv.bg mail.bg telia.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net
    cox.net charter.net earthlink.net optonline.net shaw.ca rogers.com sympatico.ca bigpond.com optusnet.com.au
    xtra.co.nz rediffmail.com yahoo.co.in yahoo.in walla.co.il walla.com maktoob.com hotmail.com.tr mynet.com
    """.split()  # noqa: SIM905  a page of names is read more easily without quotes
)


def is_free_mail(domain: str) -> bool:
    """`domain` in any case."""
    return domain.strip().lower().rstrip(".") in DOMAINS
