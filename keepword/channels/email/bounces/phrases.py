"""What mail servers say, and what they mean by it: phrases to reasons.

The words are those of the servers themselves (Postfix, Exim, qmail, Sendmail, Exchange, Gmail, Yahoo, Orange, QQ...)
and of the descriptions in RFC 3463 and IANA's registry of status codes. They are compared with a text that went
through `plain_words`: lower case, one space between words, no addresses, no links, no codes. `.{0,N}` is bounded on
purpose: nobody may slow us down with a long line.
"""

import re

# house: one table of phrases, read from the first that fits; parted, its order would be hidden
MAX_LENGTH = 4000  # characters of a diagnostic that are looked at

_NOISE = re.compile(
    r"https?://\S{1,500}"
    r"|technical details of (?:temporary|permanent) failure|only a temporary failure report"  # boilerplate
    r"|<?\"?[^\s<>()\[\]:;,\"（）：；，、。]{1,128}\"?@[a-z0-9.\-]{1,255}>?"
    r"|\b[245]\d\d[- ][245]\.\d\.\d{1,3}\b|(?<![\d.])[245]\.\d\.\d{1,3}(?![\d.])|\b[245]\d\d-"
)

_LEADING_CODE = re.compile(r"^\W{0,4}[245]\d\d\b[\W_]{0,4}")
# Postfix says so before every refusal of a recipient; what follows is the reason.
_REJECTED_BECAUSE = re.compile(r"^.{0,80}?recipient address rejected: (?!access denied)")

# In this order: the first that matches wins, so the exact ones stand before the general ones.
PHRASES: dict[str, tuple[str, ...]] = {
    "mailboxfull": (
        r"(?:mail ?box|mail ?folder|maildir|inbox|account|storage|mail ?file|message store|postfach)(?: has| is"
        r"| of)?.{0,30}\b(?:full|voll|überfüllt)\b",
        r"mailbox.{0,20} (?:exceed|over\b|limit|size limit|quota)|over ?-?quota|quota.{0,40}exceed",
        r"exceed.{0,60}quota|exceed.{0,40}(?:storage|mailbox|space|disk)|insufficient quota|no quota|out of quota",
        r"quota (?:full|reached|violation)|disk quota|quotaexceeded|out of storage",
        r"not enough (?:disk |storage |free )?space|storage (?:limit|space) (?:reached|exhausted)"
        r"|too much mail data",
        r"too many messages (?:on|in) (?:the |his |her |their )?(?:server|mailbox)",
        r"would exceed .{0,30}(?:mailbox|quota|limit)|exhausted .{0,20}storage|full mailbox|mailfull|boxfull",
        r"bo[iî]te.{0,40}(?:pleine|satur)|buz[oó]n.{0,20}lleno|casella.{0,20}piena|caixa.{0,20}cheia",
        r"ящик.{0,40}(?:переполнен|полон)|メールボックス.{0,20}(?:一杯|いっぱい|容量)|容量.{0,10}(?:超|オーバー)"
        r"|(?:邮箱|信箱|空间|空間|容量).{0,10}(?:满|滿|不足)|skrzynka.{0,20}pełna|postvak.{0,20}vol|kutusu.{0,10}dolu",
        r"(?:البريد|الصندوق).{0,20}ممتلئ|사서함.{0,10}(?:가득|초과)|메일함.{0,10}(?:가득|초과|용량)",
    ),
    "exceedlimit": (
        r"message length exceeds administrative limit|message.{0,40}exceeds.{0,30}limit set (?:by"
        r"|for) the recipient",
        r"too large for this recipient",
    ),
    "mesgtoobig": (
        r"message (?:is |was |size )?.{0,20}too (?:big|large|long)|message too (?:big|large)|mail too (?:big|large)",
        r"(?:message|mail|data|content) (?:size|length) .{0,40}(?:exceed|limit)|size limit exceeded",
        r"line limit exceeded",
        r"exceed.{0,40}(?:message|mail|fixed|allowed|maximum|max|system) .{0,10}(?:size|message size|limit on size)",
        r"too big for (?:system|the specified)|max(?:imum)? (?:message|mail|allowed) size",
        r"larger than.{0,40}(?:limit|size)|oversize|sizelimit|size of this message",
    ),
    "suspend": (
        r"(?:account|mailbox|user|recipient|address|box)(?:\(s\)|s)?\b[^.,:]{0,40}\b(?:disabled|suspended|frozen"
        r"|deactivated|(?:temporar(?:il)?y )?locked|discontinued|inactivated|not active|expired)\b",
        r"(?:email|mail|user)? ?account that you tried to reach is (?:inactive|disabled|suspended)",
        r"(?:disabled|suspended|locked|inactive|deactivated) (?:account|user|mailbox|recipient)",
        r"account (?:is )?inactive|mailbox (?:is )?(?:inactive|currently (?:suspended|unavailable))",
        r"user (?:is )?(?:inactive|suspended)|domain (?:is |has been )?(?:suspended|disabled)",
        r"temporarily (?:disabled|suspended) (?:account|mailbox)|out of storage space and inactive",
    ),
    "hasmoved": (
        r"has (?:been )?moved|has changed (?:his |her |their |e-?mail |its )?.{0,10}address|no longer on server",
        r"user not local; please try|mailbox owner has changed|domain owner has changed",
        r"destination mailbox has moved|recipient has moved|address (?:has )?(?:been )?(?:changed|replaced)",
        r"has been replaced by",
    ),
    "norelaying": (
        r"relay(?:ing)?.{0,20}(?:denied|not permitted|not allowed|prohibited|refused|restricted|disabled|forbidden)",
        r"not (?:permitted|allowed|configured|authorized|willing) to relay|no relay|unable to relay",
        r"insecure mail relay|relay (?:access )?denied|relay (?:attempt|operation)|open relay not",
        r"we (?:do not|don't) relay|cannot relay|not.{0,20}in my list of allowed rcpthosts|that domain isn't in",
        r"is not (?:a )?(?:local|hosted)(?: domain)? here|rcpthosts|not a gateway|this is not a relay",
        r"domain not hosted|not local host|as a relay, but i have not been configured",
        r"mail server requires authentication when attempting to send",
    ),
    "authfailure": (
        r"\bdmarc\b|\bdkim\b.{0,60}(?:fail|did not|not pass|invalid|missing|require|not found)|failed dkim",
        r"\bspf\b.{0,80}(?:fail|reject|denied|not|err|record|check|invalid|policy)|(?:bad|fail\w*|no"
        r"|per it's) spf\b",
        r"not (?:allowed|permitted|authorized) to send (?:mail )?(?:from|for)",
        r"unauthenticated (?:e-?mail|message|mail)|sender is unauthenticated|authentication checks? failed",
        r"must pass (?:either )?(?:spf|dkim)|no passing dkim|no acceptable dkim|author-matched dkim",
        r"sender policy framework|is not a designated|email (?:message )?does not pass",
        r"does not pass .{0,20}verification|not authenticated .{0,20}domain",
        r"domain.{0,30}(?:not|no).{0,20}\b(?:spf|dkim)\b|authentication[- ]results.{0,60}fail",
    ),
    "requireptr": (
        r"reverse[- ]?(?:dns|lookup|resolution|mapping|hostname|record)|\br(?:everse )?dns\b|\bptr\b|rdns",
        r"cannot find your (?:reverse )?hostname|cannot resolve your (?:address|hostname)",
        r"unresolvable (?:client|host)|client host rejected: cannot find|no ip name found for your address",
        r"mismatches client ip|unverifyable sending ip|hostname.{0,30}does not (?:match|resolve)",
        r"not resolve to (?:your|an|the) (?:ip|address)|your ip.{0,40}(?:no|without|lacks).{0,20}(?:dns|name)",
        r"fix (?:your )?reverse|must have (?:a )?valid.{0,20}dns|domain name.{0,30}does not correspond",
    ),
    "notcompliantrfc": (
        r"multiple addresses in from|not (?:rfc|complian)|rfc ?-?\d*.{0,10}complian|(?:non|not)[- ]?rfc"
        r"|violates rfc",
        r"not compliant with (?:rfc|internet)|missing (?:from|date|message-id) header|duplicate(?:d)? .{0,10}from",
        r"bare ?(?:lf|cr|newline|linefeed)|lone (?:cr|lf)|header .{0,20}missing|multiple .{0,20}headers|rfc ?2822",
        r"rfc ?5322",
    ),
    "badreputation": (
        r"\breputation\b|unexpected volume or user complaints|user complaints|senderbase|sender ?score",
        r"poor (?:ip|sender)",
    ),
    "contenterror": (
        r"header.{0,20}(?:too (?:large|long|big)|error|invalid|malformed|bad)",
        r"(?:large|long|malformed|duplicate|improper|illegal|invalid) .{0,20}headers?",
        r"too many .{0,20}(?:headers|received|parts|attachments)|media (?:error|not supported)",
        r"conversion (?:required|failed|error)|mime.{0,20}(?:error|invalid|malformed|too)",
        r"8-?bit.{0,40}(?:not|header|data)|charset.{0,20}not",
        r"(?:non-ascii|utf-?8|smtputf8).{0,60}(?:not|require|support)",
        r"message (?:content|format) (?:not available|error|invalid)|malformed (?:message|mime)|improper use of",
        r"because the message (?:has|had) .{0,20}(?:invalid|malformed)|duplicate header|content (?:format|encoding)",
    ),
    "rejected": (
        r"(?<!unauthenticated )sender.{0,60}(?:rejected|denied|refused|not allowed|blocked|not accepted"
        r"|verify failed|verification failed|unknown|not exist|doesn't exist|not found|invalid|undeliverable"
        r"|banned|blacklist|is not)",
        r"domain of sender.{0,80}(?:not exist|not resolve|doesn't)",
        r"(?:mail from|envelope from|return[- ]?path).{0,60}(?:reject|denied|not exist|invalid|refused"
        r"|unresolvable|blocked)",
        r"(?:bad|invalid|illegal|unknown|forged) (?:sender|from|envelope|return)",
        r"from address.{0,30}(?:reject|invalid)|does not accept (?:mail|messages?|null|bounce).{0,20}(?:from"
        r"|sender)",
        r"by non-member|subscriber|null sender|only members|members only|not (?:open to posting|a member)",
        r"permission to post|post messages to the group|sent to the group|group you tried to contact|blocked sender",
        r"address rejected.{0,20}sender|backscatter",
    ),
    "hostunknown": (
        r"domain [a-z0-9.\-]{1,100} (?:does not exist|not found|is not|unknown|could not be found)",
        r"no address associated",
        r"no data record of requested type|all host address lookups failed|could not find a gateway",
        r"(?:host|domain|server|hostname|domain name|system)(?: name)? (?:unknown|not found|does not exist"
        r"|doesn't exist|not exist|invalid|is not found|could not be found|is unreachable)",
        r"unknown (?:host|domain|system|server|mail server)|no such (?:host|domain)|host or domain name not found",
        r"couldn't find any host|cannot find (?:the )?(?:host|domain)|illegal host|invalid (?:host|domain)",
        r"bad destination (?:system|host)|unrout(?:e)?able (?:mail )?(?:domain|address)|unable to route",
        r"domain is not reachable|non-?existent (?:domain|host)|nxdomainnon-?existent (?:domain|host)|nxdomain",
        r"unrouteable|dns error:? .{0,40}(?:not found|nxdomain|domain name)|name or service not known",
        r"address lookup failed|no (?:a|mx) record|lookup .{0,20}failed permanently",
        r"all relevant mx records point to non-existent|domain .{0,60}(?:couldn't|could not) be found",
        r"域名.{0,10}(?:不存在|错误)",
    ),
    "speeding": (
        r"at a rate that|unusual rate|too fast|throttl|rate[- ]?limit|sending rate|exceeded .{0,20}rate|slow down",
        r"receiv\w+ mail too quickly|too many (?:messages|mails|e-?mails).{0,30}(?:per|in|within|too)",
        r"try again (?:more )?slowly|rate exceeded|mail sent too quickly|too frequent",
    ),
    "virusdetected": (
        r"virus|malware|worm\b|trojan|infected|mcspamsignature|phish(?:ing)? (?:mail|message)|malicious",
    ),
    "spamdetected": (
        r"message blocked due to spam|message filtered|rejected by .{0,20}filter",
        r"\bspam\b|\bube\b|unsolicited|\buce\b|bulk e-?mail|junk ?mail|spamassassin|bogofilter|blocked by our",
        r"content (?:rejected|denied)|message content (?:was )?rejected",
        r"rejected (?:due to|because of|by|for) (?:its |the )?content",
        r"(?:looks|seems|appears) (?:like|to be) (?:spam|unsolicited)|considered (?:spam|unsolicited)|spam ?filter",
        r"high probability of spam|spamming|spammy|advertis(?:ing|ement)|anti-?spam",
    ),
    "toomanyconn": (
        r"too many (?:concurrent |simultaneous |smtp |recipients|sessions|conn|hosts|invalid|open|clients)",
        r"connection (?:frequency|rate|limit).{0,20}|maximum number of (?:connections|sessions|recipients)",
        r"frequency limit|connections? .{0,20}(?:exceed|limit)|exceeded .{0,20}(?:connections|recipients)",
        r"all available ips",
    ),
    "blocked": (
        r"\baup#",  # "acceptable use policy" of the American cable companies
        r"\b(?:rbl|dnsbl|bl|sbl|xbl|pbl|dnswl|spamhaus|spamcop|sorbs|barracudacentral|uceprotect|abuseat"
        r"|cbl)\b(?!\w)",
        r"black ?-?list|block ?-?list|blocked (?:using|by|for|due|on|from|at|list)|deny ?list|listed (?:in|at|by"
        r"|on)",
        r"(?:ip|address|host|server|network|client).{0,60}(?:blocked|banned|black|denied|refused|reject"
        r"|not allowed|listed)",
        r"(?:blocked|banned|rejected|refused|denied|invalid) .{0,20}\b(?:ip|host|client|server|connection)\b",
        r"open relay|use the smtp server of your isp|smtp server of your|use your isp|dynamic (?:ip|address|host)",
        r"dial-?up|residential|messages from .{0,30}weren't sent|too many unwanted messages|bad host",
        r"not (?:allowed|permitted) to connect|invalid ip for sending|access from ip|no access from mail server",
        r"my name was rejected|helo.{0,30}(?:reject|invalid|not|required|fake)|ehlo.{0,30}(?:reject|invalid|not)",
        r"invalid domain name|connection (?:refused by|rejected)|service refuse|refused to talk",
        r"denied by .{0,20}(?:acl|rbl)|^\W{0,3}blocked\b|blocked for abuse|mail from your .{0,20}blocked",
        r"we do not accept mail from (?:hosts|your|this)|email rejected because of|go away|bad sender ip",
    ),
    "policyviolation": (
        r"policy (?:reasons?|violation|restriction|reject)",
        r"(?:due to|for|because of|violat\w+|by|against|under) .{0,40}policy|policies|protocol violation",
        r"content presents a potential|potential security issue|security (?:policy|reasons)",
        r"administrative prohibition|denied by policy|(?:illegal|forbidden|dangerous) attachment",
        r"attachment.{0,40}(?:not allowed|blocked|denied|forbidden|type)|prohibited|not accepted for",
        r"message not allowed|contains .{0,20}(?:blocked|banned|executable)|unacceptable|banned file|violation of",
        r"message.{0,20}blocked because|you are not allowed to use this",
    ),
    "failedstarttls": (
        r"starttls|tls (?:is )?(?:required|negotiation|handshake|not|session)|must issue a",
        r"encryption (?:needed|required)|certificate (?:verify|not|has|invalid)|requires? tls",
        r"ssl (?:error|handshake)",
    ),
    "systemfull": (
        r"insufficient (?:disk|system|mail|storage|server).{0,20}|disk (?:full|is full|space)|no space left",
        r"system full|low on (?:disk|space|storage)|server (?:is )?full|out of (?:disk|memory)|mail system full",
        r"insufficient storage",
    ),
    "notaccept": (
        r"does not (?:accept|receive) (?:any )?(?:e-?)?mail|no smtp service|null ?-?mx|nullmx",
        r"name server returned (?:empty|a malformed)|doesn't (?:accept|receive) (?:any )?mail|system not accepting",
        r"not accept(?:ing)? (?:network )?messages|host does not receive",
        r"smtp protocol (?:returned a permanent|is not)|mx record indicate|couldn't find a mail exchanger",
        r"no mail exchanger|no mail (?:service|server) (?:here|at)|not (?:a )?mail server",
        r"server does not accept mail|no mail hosts|domain does not accept",
    ),
    "networkerror": (
        r"lowest numbered mx record points to local|read error|message is looping|already has my delivered-to",
        r"no route to host|network (?:is )?(?:unreachable|down|error)",
        r"connection (?:refused|reset|lost|dropped|closed|was (?:refused|dropped|reset))|could not connect",
        r"host (?:is )?(?:unreachable|down)|unreachable|mail loop|routing loop|hop count|too many hops",
        r"forwarded more than|maximum (?:number of )?(?:hops|forward)|name ?server.{0,40}(?:fail|lookup)",
        r"host name lookup failure|lookup failure|name service error|bad connection|unable to connect"
        r"|no answer from",
        r"message looping|loop detected|conversation .{0,40}(?:timed out|lost)|lost connection|error connecting",
    ),
    "systemerror": (
        r"delivery to (?:file|pipe) forbidden|points? back to|alias database|remote protocol error|cname lookup",
        r"(?:internal|system|server|config\w*|local|temporary|database|ldap|resource|software) (?:system |server "
        r"|config\w* |processing |lookup )?(?:error|fault|failure|problem)",
        r"misconfigur|could not load|unable to contact|transaction failed|queue file|operating system error",
        r"server (?:is )?(?:busy|overloaded|down for)|wrong protocol|address family",
        r"service (?:is )?(?:currently |temporarily )?(?:unavailable|not available|shutting)",
        r"(?:system|service) (?:is )?(?:temporarily |currently )?unavailable|loops back to myself",
        r"can(?:'|no)t (?:create|open|write|lock|fork|allocate|append|update|read|store)|directory server|aliasing",
        r"incorrectly configured|not capable of|lookup (?:error|failure)|timeout.{0,20}(?:lookup|dns)|read-?only",
        r"out of memory|unable to (?:open|create|read|write|process|handle)|temporarily unable|bad gateway",
        r"invalid command arguments|relayed to non-compliant|too many (?:bad|errors)|local problem|greylist",
    ),
    "expired": (
        r"delivery failed \d{1,4} attempts|after \d{1,4} attempts|have been failing for a long time",
        r"retry time not reached",
        r"(?:has been|was) frozen|frozen on arrival",
        r"time[d ]?-? ?out|expired|retry (?:time|limit)|too long (?:in|on|ago)|in the queue too long",
        r"multiple retries|giving up|not responding|did ?n[o']t (?:accept our requests|respond)|did not respond",
        r"not (?:be )?delivered (?:within|for|in|after)|could not be delivered for|undeliverable for",
        r"not yet been delivered|no response from|has been delayed",
        r"unable to deliver (?:this )?message (?:after|in|within)|been (?:in|on) the queue",
        r"message (?:is )?(?:too )?old|deferred|delivery time|keep trying|will be retried|been delayed",
    ),
    "securityerror": (
        r"(?:authentication|authorization) (?:required|failed|failure|needed|turned|mechanism|credentials)",
        r"not authori[sz]ed|unauthenticated senders|cryptographic|security (?:features|conversion|error)",
        r"must (?:first )?authenticate|password|trust relationship|you must .{0,20}(?:login|log in|check)",
        r"delivery not authori|unauthori[sz]ed|not permitted|permission denied|insecure",
    ),
    "mailererror": (
        r"mailer error|unknown mailer|pipe to ?\||\"\||command (?:output|failed|died)|exit (?:status|code)",
        r"local delivery failed|x-unix|procmail|vdeliver|delivery agent|\| ?/|program failed|returned status",
        r"died with",
    ),
}

USER_UNKNOWN = (
    r"(?:user|recipient|mailbox|account|address(?:ee)?|local ?-?part|member|customer|alias)s?(?: name| address"
    r"| account)?[^.;]{0,30}(?:unknown|not found|not known|does ?n[o']t exist|do(?:es)? not exist|not exist"
    r"|no longer|not recogni[sz]ed|not listed|invalid|not valid|isn't valid|unavailable|not available"
    r"|couldn't be found|could not be found|wasn't found|was not found|undeliverable|is not here|not in our"
    r"|rejected: access denied)",
    r"(?:unknown|no such|invalid|illegal|bad|unrecogni[sz]ed|nonexistent|non-existent|incorrect|not a valid"
    r"|not a known|no valid|unresolved) (?:(?:local|e-?mail|destination|virtual|such|mail|recipient|to"
    r"|user) ){0,3}(?:user|recipient|mailbox|account|address|local ?-?part|alias|person|customer|receiver|rcpt"
    r"|domain user)",
    r"(?:doesn't|does not|do not|did not|don't) have (?:an?|any|this|such) .{0,60}(?:account|user|mailbox|address)",
    r"no (?:mailbox|account|one|user|person|recipient)s? (?:here|by that|with that|at this|named|found|of that)",
    r"requested action not taken: (?:mailbox|no such)",
    r"mailbox (?:unavailable|not available|name not allowed|does not)|^\W{0,3}address rejected",
    r"user not (?:found|known|exist)|\buser unknown|unknown user|not (?:a )?(?:known|valid|local) (?:user"
    r"|recipient)",
    r"not our customer|cannot find (?:the )?(?:user|recipient|mailbox)|can't find (?:the )?(?:user|recipient)",
    r"not found in|(?:ユーザ|あて先|宛先|アドレス).{0,30}(?:存在し|見つか|ありません|不明)",
)

# Said only by software that knows its own users, whatever the stage at which it speaks.
SURELY_UNKNOWN = (
    r"^unknown user:|invalid final delivery userid|several matches found in domino|no longer accepts mail",
    r"not listed in (?:public name|domino directory)|recipient name is not recogni[sz]ed|unknown recipient$",
    r"no valid recipients for this|delivery error: dd this user doesn't|inactive e-?mail address"
    r"|resolver\.adr\.|recipnotfound",
    r"recipientnotfound|recipient not found by smtp|bad destination mailbox address",
    r"remote server returned unknown recipient|not found at destination",
    r"email address you entered couldn't be found|no mailbox here by that name|000c05a6",
    r"recipient address rejected: access denied|nosuchuser|unknown or illegal alias",
)

# The name could not be looked up just now; whether the domain exists, nobody knows.
LOOKUP_FAILED = (
    r"host not found, try again|(?:malformed|unexpected) name ?server reply|temporary (?:name|dns|lookup)",
    r"dns server returned answer with no data",
    r"(?:name ?server|dns).{0,40}(?:timed? ?out|not respond|temporar|servfail)",
)

# The recipient, or what guards the mailbox, does not want it.
REFUSED = (
    r"recipient preferences|recipient.{0,20} preferences",
    r"due to extended inbox preferences|user(?:s)? (?:has |have )?(?:reject|refuse|block)",
    r"blocked by (?:the )?(?:user|recipient)|recipient (?:has )?(?:reject|refuse|block)\w*",
    r"refused by (?:the )?recipient|reject(?:ed)? by (?:the )?(?:user|recipient)",
    r"only accept(?:s|ing)? (?:mail|messages) from|refuse to receive|does not (?:wish|want) to receive",
    r"not want your mail|not accepting (?:mail|messages|email) from|resolver\.rst\.|notauthori[sz]edforsender",
    r"because the recipient is only|has been blocked by the recipient|mailbox disabled, not accepting",
    r"is not accepting (?:any )?(?:mail|messages)|mailing list expansion|destination mailbox address ambiguous",
    r"has not given you permission|may not send to",
)


def plain_words(text: str) -> str:
    """The text as the phrases expect it. Bounded by MAX_LENGTH."""
    lowered = text[:MAX_LENGTH].lower().replace("’", "'").replace("`", "'")
    words = " ".join(_NOISE.sub(" ", lowered).split())
    return _REJECTED_BECAUSE.sub("", _LEADING_CODE.sub("", words))


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases))


MATCHERS = {reason: _any_of(phrases) for reason, phrases in PHRASES.items()}
LOOKUP = _any_of(LOOKUP_FAILED)
UNKNOWN = _any_of(USER_UNKNOWN)
SURE = _any_of(SURELY_UNKNOWN)
UNWANTED = _any_of(REFUSED)
