"""Who claims what: subject, object, organization, date and source of each claim.

The subject is found the way a reader finds it: a name in apposition behind the claim, the noun phrase before
是/成为/作为, what the clause before has just brought out (推出了X，是…), the topic of the sentence, the topic of the
sentence before. Patterns are held against `Document.plain`, where all marks are full width.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from zhfacts.find.candidates import Candidate
from zhfacts.find.home import home_of
from zhfacts.link.claim_makers import FIRM, Makers
from zhfacts.link.claim_sources import find_speaker, source
from zhfacts.link.claim_subject import CLAUSE_STOP, REACH, SAID_FIRST, Phrase, ends_in_measure
from zhfacts.link.claim_topics import COPULA, MARKS, QUOTED, SHOWN, find_copula
from zhfacts.link.persons import is_person
from zhfacts.rulebook import Rulebook
from zhfacts.segment import Document, is_word, word_tag

MAKE = "合建|共建|兴建|修建|新建|改建|扩建|筹建|投建|建造|建起|办起|推出|发布|研发|研制|开发|首创|打造|建立|建成|打通|上线|完成|创建|建设|生产|设立|成立|制造|诞生|举办|获得|拿到|提出|出版|开设|开通|投放|创办|发射|构建|下线|交付|启用"
MADE = re.compile(rf"(?:{MAKE}|实现|拥有|创下?|刷新|打破|填补|签署|采用|使用|形成)(?:出|了|成功|的)*[^，。；]{{0,6}}$")
BROUGHT_OUT = re.compile(
    rf"(?:{MAKE})(?:出|了)*(?P<thing>(?![的于在]|[\d二三四五六七八九十百千两]+[多余]?[个例台套件项条艘架座名位辆款]|时间|地点)(?:(?!{MAKE})[^，。；的了])+(?:的[^，。；的了]+)?)，$"
)
PREDICATE = re.compile(
    r"全(?:[线面部]|容量|机组)(?=并网|通车|贯通|开通|投产|开工|启动|完工|竣工|投用|投运|建成)|在(?!线|建|研|轨)|于|将|已(?!建成的)|可(?!再生|持续|靠|穿戴|移动|控|视|以|编程)|成功|正式|顺利|实现|完成|投产|投入|投用|亮相|开工|落户|落成|落地|诞生|启用|上线|获批|举行|开幕"
    r"|建成|竣工|通车|启动|问世|下线|揭牌|挂牌|获得|通过|突破|也|还|都|就(?!业|医|近|读)|并(?!购|联|网)|是|达到|达成|拥有|具备|从|让|把|使(?!用|命)|近日|日前|今天|首飞|首航|开业|开通|开建|开馆|运营"
    r"|由(?!来)|受到|完工|成立|提供|开始|进入|位于|覆盖|首次|昨|今|预计"
)
COPULAR_INSIDE = re.compile(r"在[^，。；]{2,12}?(?:[属系是]|未见)")  # 在国内属首款
# 形容|QT-202|为: of what stands between.
CALLS = re.compile(r"(?:形容|称|誉|认定|视|列|评|定义|命名)(?P<thing>[^，。；为]{2,20})$")
# 建成后将是: of what is built.
AFTERWARDS = re.compile(
    r"(?:[^，。；]{0,8}年)?(?:建成|落成|投产|完工|竣工|达产|投用|启用|通车|开通|运营|开业|投运|交付)[^，。；]{0,4}[后时]"
)
WE = re.compile(r"(?:^|[“「）：\s])(?:我们|咱们|我[司校院馆厂])")
# 它|在高寒地区隧洞里|位列亚洲第二: among which it is compared.
AMONG = re.compile(r"在[^，。；在]{2,24}(?:里|中|内|之中|当中)$")
BY_WHOM = re.compile(r"由(?P<who>[^，。；]{1,12})")
OF_A_BODY = re.compile(
    r"(?:[院系队所司部厂馆号桥塔湖山寺庙洞]|峡谷|景区|公园|广场|机场|大厦|隧道|铁路|高铁|公路|水库|电站|中心|团队|平台|工程|项目|品牌)$"
)
# 称其为: of what was spoken before.
CALLED = re.compile(r"(?:[称将把使让]其|[称说指][这它])$")
PRODUCT_SHOWN = re.compile(
    r"(?:推出|发布|发表|研发出|研制出|开发出|造出)(?:了|的是)?(?:一[款种个项台套座条艘家只枚])?(?P<thing>(?![\d二三四五六七八九十])[^，。；的了在]{2,24})(?=，)"
)
NO_PRODUCT = re.compile(
    r"(?:仪式|会议?|活动|公告|报告|[财年季]报|业绩|声明|数据|消息|计划|论文|演讲|讲话|成果|指南|榜单|通知|意见|方案)$"
)
# 这座|亚洲最大的滑雪场
POINTING = re.compile(r"(?:^|[将把在于对])(?:这|该)[家座个款台条艘所项种颗只枚栋幢片块支]?$")
HOLDS = re.compile(r"(?:举办|举行|主办|承办|协办)(?:了|过)?$")
THIS = re.compile(r"(?:这|此)(?:也|就|正)?[是为]?$")
POINTING_ENDS = (
    "这",
    "该",
    *(f"{this}{measure}" for this in "这该" for measure in "家座个款台条艘所项种颗只枚栋幢片块支"),
)
RECORD_OF = re.compile(r"的?新?[纪记]录$")
# 完成货物吞吐量6.9亿吨，位居第二
ACHIEVED = re.compile(r"(?:完成|实现)了?(?P<measure>[\u4e00-\u9fff]{0,8}(?:量|额|收入|产值|利润|营收))[约达超近逾]?\d")
AND_ALSO = re.compile(r"[，、](?:也|并|同时|更|且)")
COMPARED = ("较", "比", "由", "从")
CALLED_SO = re.compile(r"[^，。；”」]{0,20}[”」]的")
NAMED_SO = re.compile(r"(?:名为|名叫|取名为?|命名为)[“「](?P<name>[^”」]{1,20})[”」]")
PHRASE_END = re.compile(r"[，。；！？：、\n　]|——|--|（|$")
AMOUNTS = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:已经?|则)?(?:高达|达到?|来到|[升增降跌]至|降到|上望|超过?|逾|约|近|突破)[约近逾超每]?(?:\d|[一二三四五六七八九十百两]+[成万亿千百个项家]|[百千万]+[亿万元])"
)
FIELD = re.compile(
    r"(?<![\u4e00-\u9fff])(?:在|就)?(?P<field>(?!排名|文化|竞争格局|格局|市场|体育|[棒足篮]球|主业|教育|[男女]子|其他)[\u4e00-\u9fff]{2,10})方面，"
    r"|(?:按|以|就)(?:[\d零一二三四五六七八九十]{2,4}年)?(?P<reckoned>[\u4e00-\u9fff]{2,10}?)(?:计算?|算|排序|而言|口径)，"
    r"|[单若要]论(?P<alone>[\u4e00-\u9fff]{2,8})，"
)
LISTED_IN = re.compile(
    r"在[^，。；]{0,12}?(?P<list>[\u4e00-\u9fff]{2,16}(?:排名|排行榜?|榜单|百强榜))(?:中|里|上)?[^，。；]{0,8}$"
)
DISCIPLINE = re.compile(
    r"(?P<event>(?:男子|女子|混合)(?![一-龥]{0,2}[队手员])[\u4e00-\u9fff\d]{1,8}?)"
    r"(?:[半预]?决赛|预赛|比赛|项目|大?赛|的?(?:全国|世界|亚洲|奥运|亚运|全台|全港)[纪记]录|[，、])"
)
SCORE = re.compile(r"以(?P<score>\d[\d.]*(?:秒|分|米|公斤|环|厘米|公里)[\d.秒米]*)")
# 推力全球最大|这一传言
SAID_ABOUT = ("这一", "这个说", "之说", "一说", "的说法", "的传言", "的传闻", "等说法", "的字样")
BARE = frozenset(["规模", "总量", "总数", "数量", "总规模", "体量"])
LEVEL = re.compile(r"(?:水平|地位|行列|位置|优势|标准|宝座|头衔|称号|的?字样)")
NUMBERED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2}[一二三四五六七八九十\dⅠⅡⅢ]+号)$")
PIONEERED = re.compile(r"开(?:创|启)?了?(?P<what>[\u4e00-\u9fff]{2,10}?)[的之]?先河")
HOME = re.compile(r"(?:我国|国内外?|世界|国际上?|全国|中国|全球|行业|亚洲|该领域|这一领域|在)+")
MONOPOLY = re.compile(
    r"(?:对(?P<a>[^对]{2,12}?)的(?:长期)?(?:垄断|把持)|在(?P<b>[^在]{2,10}?)(?:[上中][^，。；]{0,10}?)?的(?:长期)?(?:垄断|把持)"
    r"|(?:我国|国内|中国)(?P<c>(?:(?!结束|改[变写]|告别|摆脱|终结)[\u4e00-\u9fff]){2,12}?)(?:长期|全部|完全|一直|主要|严重)*(?:依赖|依靠|靠)?(?:进口|受制于人)"
    r"|依赖(?P<d>(?:外国|国外|海外)[\u4e00-\u9fff]{1,6}?)的)"
)
INSIDE = re.compile(
    r"(?P<what>(?!则|位列|位居|排)[\u4e00-\u9fff]{2,10}?)(?:第[一二三四五六七八九十百\d]|前[一二三四五六七八九十百\d列茅]|首位|榜首|之首|之冠|的?冠军|的?头名|的?头把交椅|次席)"
)
# Who gets something is what claims to be the first with it.
OBTAINS = re.compile(
    r"(?:获批|取得|入选|获得|拿到|获评|荣获|[拿领]到|捧回|夺得|当选|列入|入列|跻身|[获被]授予|争创|创成|摘得|斩获|接过|享有|素有|赢得|冠以)(?:了|为|成为|到)?[“「]?$"
)
OBTAINS_THING = re.compile(r"(?:引进|导入|引入|购置|采购)了?$")  # 台湾将引进首套…: the thing is the first
TAKEN_BY = re.compile(r"[^，。；]*由(?P<who>[^，。；的]{2,16}?)(?:领取|获得|摘得|拿下|夺得|取得)")
# 最高的|铁路|青藏铁路: a class, and a name that ends with it.
CLASS_AND_NAME = re.compile(
    r"(?P<kind>[\u4e00-\u9fff]{0,6}(?P<end>[\u4e00-\u9fff]{2}))(?P<name>[\u4e00-\u9fffA-Za-z0-9]{1,8}?(?P=end))"
)
PAPER = re.compile(r"(?:证书?|证明|牌照|奖|认证|资质|许可|称号)$")
MADE_ONE = re.compile(
    rf"(?:{MAKE}|建|公布|公开|展出|引进|培育|发现|破获|购置)(?:出|了|成)*一[款种个项台套座条艘家只枚件]([\u4e00-\u9fffA-Za-z0-9“”]{{2,16}}?)(?=[，。；])"
)
# 发生6.3级地震，造成106人死亡，为首个…: what happened is spoken of.
OCCURRED = re.compile(r"(?:发生|爆发)了?(?P<thing>[^，。；]{2,20})，(?:[^。；]{0,60}，)?$")
LATIN_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<name>(?!(?:ETF|REITs?|APP|App|IPO|LED|OLED|SUV|MPV|GPU|CPU|DRAM|NAND|LNG|LPG|PCR|DNA|m?RNA|MRI|PET|CT|AI|VR|AR|QDII|ADR)s?$)[A-Za-z][A-Za-z0-9+\-]{2,}(?: ?[A-Za-z0-9+\-]+)*)$"
)
LATIN_HEAD = re.compile(r"^(?P<name>[A-Za-z][A-Za-z0-9+\-]{4,})(?P<rest>[\u4e00-\u9fff]{2,10})$")
SAYS_OF_IT = re.compile(r"[^，。；“]{2,12}?(?:形容|坦言|直言|感叹|认为|表示|[说称])(?=[这该其它])")
# 云海银行宣称|旗下平台是…
ORG_SAYS = re.compile(
    r"[则也还曾]?(?:宣称|声称|自称|表示|认为|指出|透露|强调|介绍|披露|宣布|称(?![为得作号])|说(?!明书|法))"
)
# 网上流传|新车|“全球最贵”
RUMOURED = re.compile(r"(?:[流盛疯误网谣]传|传[闻言]|所谓|质疑)(?P<thing>[^，。；“「]{2,16})[“「]$")
BREAK = re.compile(r"[。；！？\n]")
PRODUCT = re.compile(r"[\u4e00-\u9fff]{0,4}[A-Za-z0-9+\-]+")


def link_claims(
    doc: Document,
    claims: Sequence[Candidate],
    organizations: Sequence[Candidate],
    dates: Sequence[Candidate],
    rulebook: Rulebook,
) -> None:
    """Fill the columns of each claim that need the sentence and the document.

    Parameters
    ----------
    doc
        The normalized text.
    claims, organizations, dates
        The winners of each family, in text order; claims are completed in place.
    rulebook
        For the names of places.
    """
    if not claims:
        return
    home: str | None = None
    linker = _Linker(doc, organizations, dates, rulebook)
    for claim in claims:
        linker.fill(claim)
        v = claim.values
        if v["scope_place"] == "home":
            v["scope_place"] = home = home or home_of(doc.text)
        v["first_in_china"] = (
            (v["kind"] in ("first", "only", "earliest", "gap") or v["rank"] == 1)
            and (v["scope"] == "global" or (v["scope"] == "national" and v["scope_place"] == "中国"))
            and v["status"] in ("asserted", "reported")
        )


class Frame(NamedTuple):
    """Who (subject) is the first, only, greatest what (object)."""

    subject: str | None
    object: str | None


class _Linker(Makers):
    """Fills the columns of one claim after the other."""

    def fill(self, claim: Candidate) -> None:
        """Complete one claim; those before it are complete."""
        start, end = self.doc.sentence_span(claim.start)
        v = claim.values
        part = max(start, self.plain.rfind("；", start, claim.start) + 1)
        frame = self._frame(claim, part)
        v["subject"], v["object"] = frame
        if we := WE.search(self.plain, self._clause_start(claim.start, part), claim.start):
            v["subject"] = self._we(claim, we.end())
        v["sentence_text"] = self.text[start:end].strip()
        if v["subject"] is None and v["object"]:
            named = NAMED_SO.search(self.plain, claim.end, claim.end + 45)
            v["subject"] = named["name"] if named else None
        if v["subject"] is None and v["object"] and v["kind"] == "first":
            v["subject"] = self._named_elsewhere(v["object"])
        if v["subject"] is None and v["object"] and (taken := TAKEN_BY.match(self.plain, claim.end, claim.end + 60)):
            v["subject"] = taken["who"]
        if self.told is not None:
            self._inherit(claim, self.told)
        v["subject"] = self._full_name(v["subject"])
        about = v["object"], v["kind"], v["scope"], self.text[claim.end - 2 : claim.end]
        if v["subject"]:
            self.subject_of[about] = v["subject"]
        elif v["object"]:
            v["subject"] = self.subject_of.get(about)
        v["org"] = self._organization(claim, v["subject"], part)
        if v["subject"] and v["org"]:
            self.makers_of[v["subject"]] = v["org"]
        v["date"] = self._date(claim, start)
        self.told = claim
        if v["subject"] and v["subject"] not in self.places and not self._is_of_firms(v["subject"]):
            self.thing = v["subject"]
        self.topics_of_claim.clear()
        v["attributed_to"] = source(self.doc, claim, start) if v["status"] in ("reported", "planned") else None

    def _full_name(self, name: str | None) -> str | None:
        """A bare noun (火箭) is the thing of the claim before (长征十二号运载火箭)."""
        told = self.told.values["subject"] if self.told is not None else None
        if name and told and len(name) == 2 and len(told) > 4 and told.endswith(name) and is_word(name):
            return str(told)
        return name

    def _named_elsewhere(self, thing: str) -> str | None:
        """The full name of a thing, with whose it is: 中橡碳黑研发中心启用。中橡打造的全台首座|碳黑研发中心…."""
        at = self.text.find(thing) if len(thing) > 2 else -1
        while at >= 0:
            end = at + len(thing)
            whole = self.org_ends.get(end)
            if whole is not None and whole.start < at:
                return str(whole.values["name"])
            owner = self.org_ends.get(at)
            if owner is not None:
                return self.text[owner.start : end]
            at = self.text.find(thing, end)
        return None

    def _frame(self, claim: Candidate, part: int) -> Frame:
        kind, rule = claim.values["kind"], claim.rule
        if self.plain[claim.start - 1 : claim.start] in ("“", "「") and self.plain[claim.end : claim.end + 1] in (
            "”",
            "」",
        ):
            rumoured = RUMOURED.search(self._before(claim, part))
            return Frame(rumoured and rumoured["thing"], None)  # else a catch-word
        if rule == "claim.earliest.shuaixian":
            return Frame(self._subject(claim, part), self._clause_rest(claim.end))
        if rule == "claim.earliest.xianhe":
            return Frame(self._subject(claim, part), self._pioneered(claim))
        if rule == "claim.gap.lingtupo":
            measure, holder = self._ranked(claim, part)
            found = self._gap_object(claim)
            return Frame(self._subject(claim, part) if found or not measure else holder, found or measure)
        if kind == "gap":
            return Frame(self._subject(claim, part), self._gap_object(claim))
        phrase, name = self._object(claim)
        if phrase and (LEVEL.fullmatch(phrase) or (kind == "rank" and phrase[0].isdigit())):
            phrase = None
        if self.plain[claim.end : claim.end + 1] == "！" and not self._before(claim, part).strip("“"):
            return self._headed(claim)
        if kind == "rank" and rule != "claim.rank.n_da":
            if rule == "claim.rank.verb" or not phrase:
                metric, subject = self._ranked(claim, part)
                inside = self._inside(claim)
                if inside and ends_in_measure(inside, 0, len(inside)):
                    metric = inside  # 蝉联全球新能源汽车销量冠军
                return Frame(subject, metric or phrase or inside)
            if name is None and not find_copula(self._before(claim, part)):
                return Frame(self._topic_of_sentence(part, claim.start), phrase)
        if kind == "superlative" and not phrase and rule != "claim.superlative.record":
            field = self._field(claim, part) if rule == "claim.superlative.lead" else None
            copula = find_copula(self._before(claim, part))
            if copula and not field and (measured := self._measured_as(claim, part, copula.start())):
                return measured
            if field or copula:
                return Frame(self._subject(claim, part), field)
            measure, subject = self._ranked(claim, part)
            return Frame(subject, measure)
        if rule == "claim.superlative.record":
            behind = self._holder_behind(claim) if self.text.startswith("的", claim.end) else None
            return Frame(behind or self._topic_of_sentence(part, claim.start), self._record(claim, part))
        if phrase and name is None and HOLDS.search(self._before(claim, part)):
            named = self.subjects.place_at(claim.end + self.text.startswith("的", claim.end))
            name = phrase if named else None
        if name == phrase and find_copula(self._before(claim, part)):
            name = self._subject(claim, part, phrase)  # 新馆是首座|零碳图书馆
        subject = name or self._subject(claim, part, phrase)
        if rule == "claim.only.duchuang" and subject is None:
            subject = self._phrase_before(self._clause_start(claim.start, part), claim.start)
        if rule == "claim.first.shouchuang":
            behind = self.text[claim.end : claim.end + 1]
            if behind in ("“", "「", "了", "出") or ("\u4e00" <= behind <= "\u9fff" and behind not in "的之"):
                who = self._phrase_before(self._clause_start(claim.start, part), claim.start)
                if who and not COPULA.search(self._before(claim, part)):
                    rest = self.text[claim.end : self._relative_end(claim.end)].lstrip("了出")
                    return Frame(who, rest or phrase)
            elif (
                subject is None
                and not COPULA.search(self._before(claim, part))
                and not MADE.search(self._before(claim, part))
            ):
                subject = self._phrase_before(self._clause_start(claim.start, part), claim.start)
            if subject is None:
                return Frame(phrase, None)
        if subject and THIS.search(self._before(claim, part)) and is_person(subject):
            subject = None  # 柜员李燕曾四次识破。这是全省最大的|假币案
        return Frame(subject, phrase)

    def _measured_as(self, claim: Candidate, part: int, length: int) -> Frame | None:
        """该案|涉案人数|为浙江最多: the measure stands before the copula."""
        clause = self._clause_start(claim.start, part)
        phrase = self.subjects.read(clause, clause + length, True) if length else None
        if phrase is None or not self.subjects.is_measure(phrase):
            return None
        holder, measure = self.subjects.holder(phrase)
        if holder is None:
            holder = self._topic_of_sentence(part, clause) if clause > part else self._topic_before(part)
        return Frame(self._resolve(holder, clause), measure)

    def _headed(self, claim: Candidate) -> Frame:
        """世界第一！中国造船三大指标再创佳绩: the thing stands in the clause behind."""
        start = claim.end + 1
        found = self.subjects.read(start, self._find(CLAUSE_STOP, start).start(), False)
        if found is None:
            return Frame(None, None)
        if claim.values["kind"] == "rank":
            holder, measure = self.subjects.holder(found)
            return Frame(holder or measure, measure if holder else None)
        return Frame(self.subjects.name(found), None)

    def _inherit(self, claim: Candidate, last: Candidate) -> None:
        """A claim right behind another is about the same thing."""
        v = claim.values
        if claim.start - last.end > 24:
            return
        between = self.plain[last.end : claim.start]
        if not BREAK.search(between) and (between.startswith(("、", "，")) or "的" not in between):
            listed = between.startswith("、") or AND_ALSO.search(between)
            if v["subject"] is None or (listed and last.values["subject"] and v["kind"] == last.values["kind"]):
                v["subject"] = last.values["subject"] or v["subject"]
            if last.values["object"] is None and between.startswith("、"):
                last.values["object"] = v["object"]

    def _before(self, claim: Candidate, part: int) -> str:
        """The text of the clause before the claim."""
        return self.plain[self._clause_start(claim.start, part) : claim.start]

    def _object(self, claim: Candidate) -> tuple[str | None, str | None]:
        """The noun phrase behind the trigger, and a name that stands in apposition to it."""
        text, start = self.text, claim.end
        if text.startswith(SAID_ABOUT, start + (text[start : start + 1] in "”」")):
            return None, None
        de = text[start : start + 1] in ("的", "之")
        quoted = QUOTED.match(text, start + de)
        if quoted and not self._goes_on(quoted.end()):
            name = quoted["a"] or quoted["b"] or quoted["c"]
            return (None, name) if claim.rule == "claim.first.shouchuang" else (name, None)
        start += de
        if self.plain[start : start + 1] == "、":
            return self._listed_object(start), None
        if claim.values["kind"] == "only" and text[start : start + 2] in ("一款", "一家", "一个", "一座", "一所"):
            start += 2
        end = self._relative_end(start)
        phrase_end = self._noun_phrase_end(start, end)
        phrase = re.sub(r"(?:之一|的)+$", "", text[start:phrase_end])
        closed = re.search("[”」』]", phrase)
        if closed and not re.search("[“「『]", phrase[: closed.start()]):
            phrase = phrase[: closed.start()]
        if self.plain.startswith("——", phrase_end):
            apposed = CLAUSE_STOP.split(self.plain[phrase_end + 2 : phrase_end + 40], maxsplit=1)[0]
            named = self.subjects.read(phrase_end + 2, phrase_end + 2 + len(apposed), False)
            return phrase or None, self._name(named) or re.split("的|是", apposed)[0] or None
        if self.plain.startswith("，", phrase_end):
            behind = self.org_at.get(phrase_end + 1)
            if behind is not None and self.plain[behind.end : behind.end + 1] in "（；。":
                return phrase or None, str(behind.values["name"])
            if self.plain[claim.start - 1 : claim.start] in MARKS or claim.start == 0:
                apposed = self._apposed(phrase_end + 1, phrase)
                if apposed:
                    return phrase, apposed
        phrase, name = (phrase, None) if self._verbal(start) and "的" not in phrase else self._apposition(start, phrase)
        if phrase[:1] in ("“", "「") and not re.search("[”」].", phrase):
            phrase = phrase.strip("“”「」 ")
        return phrase.rstrip("“「 ") or None, name

    def _goes_on(self, position: int) -> bool:
        """Whether a noun follows: “沙戈荒”|新能源基地."""
        if not "\u4e00" <= self.text[position : position + 1] <= "\u9fff":
            return False
        return word_tag(self.text[slice(*self.doc.token_at(position))])[0] in "nbz"

    def _apposed(self, start: int, phrase: str) -> str | None:
        """A name of the same kind that begins the next clause: 全球最大的风机，|16兆瓦风机并网发电."""
        end = self._find(CLAUSE_STOP, start).start()
        if len(phrase) < 2 or self.text.find(phrase[-2:], start, end) < 0:
            return None
        name = self.subjects.name(self.subjects.read(start, end, False))
        return name if name and len(name) > 2 and name.endswith(phrase[-2:]) else None

    def _relative_end(self, start: int) -> int:
        """The end of the clause; where a relative clause with a comma goes on to its noun, the end of that."""
        m = self._find(PHRASE_END, start)
        end = m.start()
        while self.plain[end : end + 1] == "、" and end - start < REACH and "的" not in self.text[start:end]:
            nxt = self._find(PHRASE_END, end + 1)
            stop = nxt.start()
            if "的" not in self.text[end:stop] and self.plain[stop : stop + 1] != "、":
                return end
            end = stop
        if self.plain[end : end + 1] == "，" and "的" not in self.text[start:end] and self._verbal(start):
            nxt = self._find(CLAUSE_STOP, end + 1)
            stop = nxt.start()
            if re.fullmatch(r"(?:同时|并|且)[^，。；]*的[^，。；的]{2,16}", self.plain[end + 1 : stop]):
                return stop
        return end

    def _verbal(self, start: int) -> bool:
        return start < len(self.text) and word_tag(self.text[start : self.doc.token_at(start)[1]]) == "v"

    def _listed_object(self, start: int) -> str | None:
        """世界截面最大、长度最长的海底电缆: the noun stands behind the last of the row."""
        m = self._find(CLAUSE_STOP, start)
        end = m.start()
        de = self.text.find("的", start, end)
        if de < 0:
            return None
        return self.text[de + 1 : self._noun_phrase_end(de + 1, end)] or None

    def _noun_phrase_end(self, start: int, end: int) -> int:
        """Where the noun phrase ends and the predicate begins."""
        text = self.text
        last_de = text.rfind("的", start, end)
        relative = last_de > 0 and self._verbal(start)  # 采用磷酸铁锂材料并可实现量产的|电池
        for s in self.date_starts[bisect_right(self.date_starts, start + 1) : bisect_left(self.date_starts, end)]:
            if s > last_de:
                end = s  # 海南舰|2021年4月入列
                break
        for m in PREDICATE.finditer(text, start, end):
            at = m.start()
            if at < start + 2:
                continue
            ts, te = self.doc.token_at(at)
            if ts < at and is_word(text[ts:te]):
                continue
            words = [text[max(s, start) : min(e, at)] for s, e in self.doc.tokens(start, at)]
            tag = word_tag(words[-1]) if words else ""
            nominal = tag.startswith("n") or tag in ("vn", "j", "eng", "x", "l")
            if last_de > at and (relative or not nominal or sum(map(len, words)) < 4):
                continue
            return at
        return end

    def _apposition(self, start: int, phrase: str) -> tuple[str, str | None]:
        """运营商沃达丰, 手机ZTE802, GigabitPhone千兆手机: the class and the name."""
        end = start + len(phrase)
        for org in self.organizations[bisect_right(self.org_starts, start) : bisect_left(self.org_starts, end)]:
            head, tail = self.text[start : org.start], self.text[org.end : end]
            if len(head) > 1 and "的" not in tail and self._nominal(org.start - 1):
                product = PRODUCT.match(tail)
                return head, self.text[org.start : org.end] + (product.group() if product else "")
        m = CLASS_AND_NAME.match(phrase) if len(phrase) > 4 else None
        if m and word_tag(self.text[slice(*self.doc.token_at(start + m.start("name")))]) in ("ns", "nr", "nz", "x"):
            return m["kind"], m["name"]
        if len(phrase.encode()) < 3 * len(phrase):  # other letters than Chinese
            m = LATIN_TAIL.search(phrase)
            if m and m.start() > 1:
                return phrase[: m.start()], m["name"]
            m = LATIN_HEAD.match(phrase)
            if m:
                return m["rest"], phrase
        quoted = QUOTED.search(phrase)
        if (
            quoted
            and quoted.start() > 1
            and (
                quoted.end() == len(phrase)
                or (phrase[quoted.end() - 2] == "号" and phrase[quoted.end() :][:2] not in phrase[: quoted.start()])
                or self._predicate_at(start + quoted.end())
            )
        ):
            return phrase[: quoted.start()], quoted["a"] or quoted["b"] or quoted["c"]
        if quoted and quoted.start() > 1 and 0 < len(phrase) - quoted.end() <= 6 and "的" not in phrase[quoted.end() :]:
            if phrase[quoted.start() - 1] in "的和、" or PAPER.search(phrase):
                return phrase, None  # 国际认可的“可再生氨”证明
            return phrase[: quoted.start()], phrase[quoted.start() :]
        numbered = NUMBERED.search(phrase) if phrase.endswith("号") else None
        if numbered and numbered.start() > 2:
            return phrase[: numbered.start()], numbered["name"]
        ended = self.org_ends.get(end)
        if ended is not None and ended.start >= start:
            return phrase, str(ended.values["name"])
        return self._named_by_place(start, end) or (phrase, None)

    def _named_by_place(self, start: int, end: int) -> tuple[str, str] | None:
        """两栖攻击舰|海南舰, 地级市|盐城: a class, and a name that begins with a place."""
        for s, e in self.doc.tokens(start, end)[1:]:
            if self.text[s:e] in self.places and s - start > 1 and self._nominal(s - 1):
                if "的" in self.text[s:end] or self.text[s - 1] == "的":
                    return None
                return self.text[start:s], self.text[s:end]
        return None

    def _predicate_at(self, position: int) -> bool:
        word = self.text[position : self.doc.token_at(position)[1]]
        return word_tag(word)[:1] in ("v", "p", "d")

    def _nominal(self, position: int) -> bool:
        """Whether the token at `position` is a noun or a name."""
        word = self.text[slice(*self.doc.token_at(position))]
        return word_tag(word)[0] in "nj" or word_tag(word) in ("vn", "eng", "x", "l", "zg")

    def _clause_rest(self, start: int) -> str | None:
        m = self._find(CLAUSE_STOP, start)
        rest = self.text[start : m.start()]
        rest = re.split(r"并(?![联购网])", rest)[0]
        closed = re.search("[”」]", rest)
        if closed and not re.search("[“「]", rest[: closed.start()]):
            rest = rest[: closed.start()]
        return rest.strip() or None

    def _gap_object(self, claim: Candidate) -> str | None:
        text = self.text[claim.start : claim.end]
        m = re.search(r"填补[了上过]?(?P<what>.*?)的?(?:一次|一项)?(?:历史)?(?:空白|缺口)$", text)
        if m:
            what = re.sub(r"^(?:我国|国内外?|世界|国际|全国|中国|全球|行业|该领域|这一领域|在)+", "", m["what"])
            what = re.sub(r"^没有|的$", "", what)
            what = re.sub(r"[\u4e00-\u9fff]{0,3}在?(?:这[一个]?|该|此)领域$", "", what)
            return what if len(what) > 2 else None
        m = re.search(r"(?:国内|国际|全国|我国|世界)(?P<what>.{2,16}?)的?空白(?!$)", text)
        if m:
            return m["what"]  # 国内|低镉稻品种|的空白就此补上
        m = MONOPOLY.search(text)
        if m:
            return next(g for g in m.groups() if g)
        if "突破" in text:
            before = self.plain[self._clause_start(claim.start, 0) : claim.start]
            return re.sub(r"^.*(?:实现|取得|完成|达成)了?", "", before).rstrip("的“") or None
        return None

    def _pioneered(self, claim: Candidate) -> str | None:
        """开全国农村改革的先河: the field; 先行先试…: what is tried."""
        text = self.text[claim.start : claim.end]
        m = PIONEERED.search(text)
        if m:
            return HOME.sub("", m["what"], count=1) or None
        return None if "先河" in text else self._clause_rest(claim.end)

    def _field(self, claim: Candidate, part: int) -> str | None:
        """在通用场景28项任务上做到行业领先: the field in which somebody leads."""
        m = re.search(r"在(?P<field>[^，。；]{2,20}?)(?:上|中|方面|领域|里)", self._before(claim, part))
        return m["field"] if m else None

    def _holder_behind(self, claim: Candidate) -> str | None:
        """曾创下亚洲纪录的|跳高名将吴哲."""
        start = claim.end + 1
        return self._name(self.subjects.read(start, self._find(CLAUSE_STOP, start).start(), False))

    def _record(self, claim: Candidate, part: int) -> str | None:
        """What was done for the record: the clause before."""
        inside = RECORD_OF.sub("", self.text[claim.start : claim.end].removeprefix(claim.values["scope_text"] or ""))
        if len(inside) > 2:
            return inside  # 中国|载人深潜|的新纪录
        clause = self._clause_start(claim.start, part)
        if event := [*DISCIPLINE.finditer(self.plain, part, claim.end)]:
            return event[-1]["event"]
        score = [*SCORE.finditer(self.plain, part, claim.start)]
        if score:
            return score[-1]["score"]
        if clause <= part:
            return None
        before = self._clause_start(clause - 1, part)
        who = self.subjects.read(before, clause - 1, False)
        if who is not None and self.subjects.is_measure(who):  # 电池|转换效率达34.6%
            _, measure = self.subjects.holder(who)
            return (measure or "") + self.text[who.end : clause - 1].strip()
        start = self.subjects.skip(who.end if who else before)
        return self.text[start : clause - 1].strip() or self.text[before : clause - 1].strip() or None

    def _ranked(self, claim: Candidate, part: int) -> tuple[str | None, str | None]:
        """What is ranked (综合竞争力) and who ranks (the topic)."""
        clause = self._clause_start(claim.start, part)
        listed = self.plain.rfind("、", clause, claim.start) + 1
        start = listed or self._heading(clause, claim.start) or clause
        among = AMONG.search(self.plain, start, claim.start)
        phrase = self.subjects.read(start, among.start() if among else claim.start, True)
        if phrase is not None and (not listed or self.subjects.is_measure(phrase)):
            if self.subjects.is_measure(phrase):
                holder, measure = self.subjects.holder(phrase)
                whole = self._measure_before(part, start) if holder is None and measure in BARE else None
                if whole is not None:
                    return measure, self.text[whole.start : whole.end]
                if holder is None or holder in ("其", "该", "其中"):
                    holder = self._topic_of_sentence(part, start) if start > part else self._topic_before(part)
                return measure, self._resolve(holder, start) or self.subjects.name(phrase)
            name = self.subjects.name(phrase)
            if name is not None and not self.subjects.is_proper(phrase) and start > part:
                topic = self._topic(part, start)
                if topic:
                    return name, topic
            if name is not None:
                holder, rest = self.subjects.holder(phrase)
                if (
                    holder
                    and rest
                    and not OF_A_BODY.search(rest)
                    and name not in self.names.values()
                    and "的" not in holder
                    and not phrase.relative
                ):
                    return rest, holder
                return self._measured(part, start), self._resolve(name, phrase.start)
        measure = self._measured(part, start)
        if measure and find_speaker(self.plain[self.doc.sentence_span(claim.start)[0] : start]):
            return measure, self._topic(part, start) or measure  # what somebody says is not about what stands before
        return measure, self._thing_or_maker(part, start, self._topic_of_sentence(part, start), "")

    def _heading(self, clause: int, limit: int) -> int:
        """Where the second part of a heading begins: TCL上半年净利增六成 |手机出货居国内第二; else 0."""
        space = self.plain.rfind(" ", clause + 4, limit)
        if space < 0:
            return 0
        return space + 1 if all("\u4e00" <= self.text[i] <= "\u9fff" for i in (space - 1, space + 1)) else 0

    def _inside(self, claim: Candidate) -> str | None:
        """跃居全球工程机械制造商第三位: the class stands inside."""
        scope = claim.values["scope_text"]
        at = self.text.find(scope, claim.start, claim.end) if scope else -1
        m = INSIDE.match(self.text, at + len(scope), claim.end) if at >= 0 else None
        return m["what"].lstrip("的") if m and not m["what"].startswith(("排名", "市场")) else None

    def _measure_before(self, part: int, limit: int) -> Phrase | None:
        """What the nearest clause before measures or counts."""
        for start in reversed(self.subjects.clauses(part, limit)):
            phrase = self.subjects.read(start, limit, False) if start < limit else None
            if phrase is not None and (self.subjects.is_measure(phrase) or self.subjects.is_counted(phrase)):
                return phrase
        return None

    def _measured(self, part: int, limit: int) -> str | None:
        """The measure that a clause before speaks of: 产量达到3000万吨，位居第一."""
        bounds = self.subjects.clauses(part, limit)
        for start, end in zip(reversed(bounds), reversed([*bounds[1:], limit]), strict=True):
            phrase = self.subjects.read(start, limit, False) if start < limit else None
            if phrase is not None and self.plain.startswith("显示", phrase.end):
                continue
            if phrase is not None and self.subjects.is_measure(phrase):
                return self.subjects.holder(phrase)[1]
            if phrase is not None and self.subjects.is_counted(phrase):
                return self.text[phrase.start : phrase.end]
            amounted = self._amounted(start, end)
            if amounted:
                return amounted
        brought = [*ACHIEVED.finditer(self.plain, part, limit)]
        if brought:
            return brought[-1]["measure"]
        field = FIELD.search(self.plain, part, limit)
        if field:
            return next(g for g in field.groups() if g)
        listed = LISTED_IN.search(self.plain, part, limit)
        return listed and listed["list"]

    def _amounted(self, part: int, limit: int) -> str | None:
        """The noun of which an amount is told last: 在晶圆代工市场的|占有率|达62%, 第三季|获利|逾四千亿."""
        found = [*AMOUNTS.finditer(self.plain, max(part, limit - REACH), limit)]
        if not found:
            return None
        start = end = found[-1].start()
        floor = self._clause_start(end, part)
        while start > floor and start not in self.org_ends:
            s, e = self.doc.token_at(start - 1)
            tag = word_tag(self.text[s:e])
            if e != start or s < floor or not (tag[0] in "njb" or tag in ("vn", "l") or (start == end and tag == "v")):
                break
            start = s
        if end - start == 2 and start > floor and self.text[start - 1] not in "的年月日季度":
            start = max(floor, self.doc.token_at(start - 1)[0])  # 准时|程度
        return self.text[start:end] if end - start > 1 else None

    def _subject(self, claim: Candidate, part: int, kind: str | None = None) -> str | None:
        clause = self._clause_start(claim.start, part)
        said = SAID_FIRST.match(self.plain, clause, claim.start)
        clause = said.end() if said else clause
        if says := SAYS_OF_IT.match(self.plain, clause, claim.start):
            clause = says.end()
        org = self.org_at.get(self.subjects.skip(clause))
        if org is not None and (says := ORG_SAYS.match(self.plain, org.end, claim.start - 1)):
            clause = says.end()
        before = self.plain[clause : claim.start]
        copula = find_copula(before)
        if before == "在" or (clause > part and before in ("这", "此", "这在")):
            return self._topic_of_sentence(part, clause)
        if COPULAR_INSIDE.match(self.plain, claim.start, claim.end):
            return self._phrase_before(clause, claim.start) or self._topic_of_sentence(part, clause)
        if claim.rule == "claim.earliest.xianhe" and before in ("", "在") and clause > part:
            done = self._clause_start(clause - 1, part)
            if self.plain[done] in "将把":
                return self.text[done : clause - 1]  # 将定位资料纳入训练，开了先河
        if (by := BY_WHOM.fullmatch(before)) and claim.rule == "claim.earliest.xianhe":
            return self._resolve(by["who"], clause)
        if before.endswith(POINTING_ENDS) and POINTING.search(before):
            return self._topic_of_sentence(part, clause)
        once = "次" in self.text[claim.start : claim.end]
        if before[:1] == "从" and once and len(before) > 2:
            return self._phrase_before(clause + 1, claim.start)  # 从主轴承首次实现国产化，到…
        if before[:1] == "从" and not copula and not OBTAINS.search(before):
            return self._next_subject(claim)
        if copula and CALLED.search(before, 0, copula.start()):
            return self._topic_of_sentence(part, clause)
        if copula:
            calls = CALLS.search(before, 0, copula.start()) if copula["copula"] == "为" else None
            name = self._phrase_before(clause + (calls.start("thing") if calls else 0), clause + copula.start())
            if name is None and copula["copula"] in ("作为", "身为"):
                return self._bearer(claim, part, clause, kind or "")
            if (
                name is None
                and (copula["copula"] in ("是", "也是", "即") or AFTERWARDS.match(before))
                and clause > part
                and not before.startswith(("这", "此"))
            ):
                brought = self._brought_out(part, clause)
                if brought:
                    return brought
            if name is None and before.startswith(("这是", "此为", "这也是")):
                shown = self._shown(part, clause)
                if shown:
                    return shown
            if before.startswith(("这是", "这也是", "它", "其是")) and not FIRM.search(kind or ""):
                shown = self._made_before(clause)
                if shown:
                    return shown
            occurred = (
                None if name or clause == part else OCCURRED.search(self.plain, max(part, clause - REACH), clause)
            )
            name = name or (occurred and occurred["thing"]) or self._called(claim, copula)
            if name is None and not kind and clause > part and (one := self._counted_alike(claim, part, clause)):
                return one
            if name or not kind or clause == part:
                return name or self._topic_of_sentence(part, clause)
            return (
                self._of_kind(part, clause, kind)
                or self._shown_of_kind(part, clause, kind)
                or self._thing_or_maker(part, clause, self._topic_of_sentence(part, clause), kind)
            )
        if claim.rule == "claim.earliest.shuaixian" and self.told is not None and part <= self.told.start:
            made = MADE.search(self._before(self.told, part))
            agent = self._topic(part, self.told.start) if made else None
            if agent:
                return agent  # 中兴推出国内第一款…，率先…
        if claim.values["kind"] in ("earliest", "gap"):
            name = self._phrase_before(clause, claim.start) if claim.rule.endswith("shuaixian") else None
            return name or self._phrase_before(clause, claim.start) or self._topic_of_sentence(part, clause)
        if claim.rule == "claim.superlative.lead" and before and not MADE.search(before):
            return self._brought_out(part, clause) or self._topic_of_sentence(part, claim.start)
        if once:
            return self._phrase_before(clause, claim.start) or self._topic_of_sentence(part, clause)
        if claim.values["status"] == "planned" and self._aims(claim) and before[:1] not in ("在", "为"):
            return self._topic(part, claim.start)
        if claim.values["status"] == "planned" and not MADE.search(before) and not OBTAINS_THING.search(before):
            return self._topic_of_sentence(part, claim.start)
        if (
            OBTAINS.search(before)
            or (
                before
                and self._verbal(claim.end)
                and not before.endswith("的")
                and not MADE.search(before)
                and not OBTAINS_THING.search(before)
            )
            or not self.text[claim.end : claim.end + 1].strip("，。；！？、\n")
        ):
            return self._phrase_before(clause, claim.start) or (
                self._topic_of_sentence(part, clause) if OBTAINS.search(before) else None
            )
        made = MADE.search(before)
        if made and not before.endswith("的") and not made.group().startswith(("打造", "采用", "使用", "建设", "建立")):
            topic = self._topic_of_sentence(part, claim.start)
            if topic and self._is_of_firms(topic):
                return topic
        return None

    def _brought_out(self, part: int, clause: int) -> str | None:
        """What the clause before has just brought out: 推出了|启明一号，是…."""
        found = BROUGHT_OUT.search(self.plain, part, clause)
        if found is None or word_tag(found["thing"])[0] == "v":
            return None
        told = self.told
        if told is not None and part <= told.start < found.start() and find_copula(self._before(told, part)):
            return None  # 阳江是最大的装备制造基地，也是…
        latin = LATIN_TAIL.search(found["thing"])
        return latin["name"] if latin else found["thing"]

    def _aims(self, claim: Candidate) -> bool:
        """打造国内一流的…: who aims for a quality claims it; 打造首个…: a thing that is yet to be made has no name."""
        return claim.rule == "claim.superlative.lead" or self.text.endswith("最佳", 0, claim.end)

    def _made_before(self, clause: int) -> str | None:
        """What was made, found or shown in the paragraph, three sentences before at most: 建了|一座|储能塔."""
        index = self.doc.sentence_index(clause)
        begin = max(self.doc.sentences[max(0, index - 3)][0], self.text.rfind("\n", 0, clause) + 1)
        found = MADE_ONE.findall(self.plain, begin, clause)
        return found[-1] if found else None

    def _of_kind(self, part: int, limit: int, kind: str) -> str | None:
        """Of the subjects of the clauses the one of a kind: 云岭天文台…，望远镜…，是国内最早的|天文台."""
        if len(kind) < 2 or self.text.find(kind[-2:], part, limit) < 0:
            return None
        bounds = self.subjects.clauses(part, limit)
        for start, end in zip(bounds, [*bounds[1:], limit], strict=True):
            org = self.org_at.get(self.subjects.skip(start))
            if org is not None and org.values["name"].endswith(kind[-2:]):
                return str(org.values["name"])
            name = self.subjects.name(self.subjects.read(start, end - (end < limit), False))
            if name and len(name) > 2 and name.endswith(kind[-2:]):
                return self._resolve(name, start)
        return None

    def _thing_or_maker(self, part: int, limit: int, topic: str | None, kind: str) -> str | None:
        """Of who brought a thing out and the thing, the thing, unless it is said of a firm: 工研院发表|AI内视镜，…，是…."""
        if topic is None or FIRM.search(kind) or not any(topic.startswith(text) for text in self.names):
            return topic
        shown = PRODUCT_SHOWN.search(self.plain, part, limit)
        if shown is None or word_tag(shown["thing"])[0] == "v" or NO_PRODUCT.search(shown["thing"]):
            return topic
        quoted = QUOTED.search(shown["thing"])
        if quoted and quoted.end() == len(shown["thing"]):
            return next(g for g in quoted.groups() if g)
        return shown["thing"]

    def _shown_of_kind(self, part: int, limit: int, kind: str) -> str | None:
        """What a clause before brought out, if it is of a kind: 推出电动|皮卡“驭风”，续航六百公里，是首款换电|皮卡."""
        for m in SHOWN.finditer(self.plain, part, limit):
            quoted = QUOTED.search(m["thing"])
            bare = m["thing"][: quoted.start()] if quoted and quoted.end() == len(m["thing"]) else m["thing"]
            if len(kind) > 1 and bare.endswith(kind[-2:]):
                return next(g for g in quoted.groups() if g) if quoted and bare != m["thing"] else m["thing"]
        return None

    def _counted_alike(self, claim: Candidate, part: int, clause: int) -> str | None:
        """What was made, with the same measure word: 建成|一套|储能装置，…，属国内首|套."""
        found = MADE_ONE.findall(self.plain, part, clause)
        made = self.plain.find(found[-1], part, clause) if found else -1
        return found[-1] if made > 0 and self.plain[made - 1] == self.text[claim.end - 1] else None

    def _called(self, claim: Candidate, copula: re.Match[str]) -> str | None:
        """被誉为“中国最美草原”的|呼伦贝尔: who is called so stands behind."""
        if copula["copula"] not in ("被誉为", "被称为", "被称作", "号称", "并称", "合称"):
            return None
        m = CALLED_SO.match(self.plain, claim.end, claim.end + 40)
        if m is None:
            return None
        return self._name(self.subjects.read(m.end(), self._find(CLAUSE_STOP, m.end()).start(), False))

    def _bearer(self, claim: Candidate, part: int, clause: int, kind: str) -> str | None:
        """Who is something with 作为: an organization in a clause behind, the topic before, else who stands behind."""
        behind = self._next_subject(claim)
        if behind in self.names or (behind and clause == part):
            return behind
        if behind is None and (here := self._last_of_kind(kind, claim.start)):
            return here
        return self._topic(part, clause) or behind or self._topic_of_sentence(part, clause)

    def _date(self, claim: Candidate, sentence: int) -> str | None:
        """The value of the last date of the sentence before the claim."""
        i = bisect_left(self.date_starts, claim.start) - 1
        while i >= 0 and self.dates[i].start >= sentence:
            d = self.dates[i]
            if d.values["date_type"] in ("date", "time", "range") and self.text[d.start - 1 : d.start] not in COMPARED:
                return str(d.values["value"])
            i -= 1
        return None
