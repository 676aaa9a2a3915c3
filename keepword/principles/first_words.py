"""What stands there until somebody writes something better: our own words, in the languages of the desk."""

from collections.abc import Mapping

from keepword.principles.models import DOUBT, PROMISE, RULES

FIRST: Mapping[str, Mapping[str, str]] = {
    PROMISE: {
        "en": """\
Nobody wants to write to support. Whoever writes to us has lost time already, and we give it back.

- **A person answers**, with a name, and reads what was written.
- **We say when** we answer, and then it is so. If we cannot keep a time, we say it before it has passed.
- **We solve the whole question**, and the one that usually comes next.
- **We never ask twice** for what we were told once.
""",
        "zh-hans": """\
没有人喜欢写信找客服。写信给我们的人已经花了时间，我们要把时间还给他们。

- **由真人回复**，有名字，认真读过来信。
- **说好什么时候回复**，就什么时候回复。如果来不及，在到期之前先说明。
- **一次解决整个问题**，连接下来常遇到的问题也一起解决。
- **说过一次的事，不再问第二次。**
""",
        "ko": """\
고객센터에 글을 쓰고 싶어 하는 사람은 없습니다. 우리에게 글을 쓴 분은 이미
시간을 잃었고, 우리는 그 시간을 돌려 드립니다.

- 이름이 있는 **사람이 답합니다.** 보내신 글을 끝까지 읽습니다.
- **언제 답할지 말하고,** 그대로 지킵니다. 지킬 수 없으면 시간이 지나기 전에 먼저 알립니다.
- **질문 전체를 해결하고,** 곧이어 생길 문제까지 함께 살핍니다.
- **한 번 들은 것은 다시 묻지 않습니다.**
""",
    },
    RULES: {
        "en": """\
- Solving comes before speed, and honesty before both. We recommend nothing that does not help.
- Kind words, short sentences, no blame. We say what we can do, then do it.
- What we promise stands in the promises, so that everybody can keep it.
- The same matter twice is a cause to remove, not a macro to write. Tell the team.
- Be polite as people are polite where the customer lives: form of address, names, holidays.
""",
        "zh-hans": """\
- 解决问题比速度重要，诚实比两者都重要。没有帮助的东西，我们不推荐。
- 用词友善，句子简短，不责怪。先说我们能做什么，然后去做。
- 答应过的事写进“承诺”，这样每个人都能守住它。
- 同一个问题出现第二次，说明有原因要消除，而不是再写一个模板。请告诉团队。
- 按照客户所在地的礼貌来：称呼、姓名、节日。
""",
        "ko": """\
- 속도보다 해결이 먼저이고, 그 둘보다 정직이 먼저입니다. 도움이 되지 않는 것은 권하지 않습니다.
- 따뜻한 말, 짧은 문장, 탓하지 않기. 할 수 있는 것을 말하고 그대로 합니다.
- 약속한 것은 ‘약속’에 남겨 누구나 지킬 수 있게 합니다.
- 같은 일이 두 번 생기면 답변 틀이 아니라 원인을 고칠 때입니다. 팀에 알려 주세요.
- 고객이 사는 곳의 예절을 따릅니다. 호칭, 이름, 명절을 살핍니다.
""",
    },
    DOUBT: {
        "en": """\
1. Do what a good friend who knows the shop would do.
2. If it can be made good now, make it good now, and write a note why.
3. If you do not know, say so, say who finds out, and say when.
4. Ask a colleague. A minute of theirs is less than a day of the customer's.
""",
        "zh-hans": """\
1. 想一想：一个熟悉这家店的好朋友会怎么做？就那样做。
2. 如果现在就能补救，现在就补救，并写一条备注说明原因。
3. 如果不知道，就直说，说明谁去查，什么时候有结果。
4. 问问同事。同事的一分钟，比客户的一整天更划算。
""",
        "ko": """\
1. 가게를 잘 아는 좋은 친구라면 어떻게 할지 생각하고 그렇게 합니다.
2. 지금 바로잡을 수 있으면 지금 바로잡고, 이유를 메모로 남깁니다.
3. 모르면 모른다고 말하고, 누가 알아볼지, 언제 알려 드릴지 말합니다.
4. 동료에게 물어보세요. 동료의 1분은 고객의 하루보다 짧습니다.
""",
    },
}
