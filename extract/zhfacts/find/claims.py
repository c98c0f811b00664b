"""Claims: a trigger (首个, 唯一, 率先, 位居第二, 最大), its scope, and how firmly it is said.

Who claims what is found by :mod:`zhfacts.link.claims`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from zhfacts.find.candidates import Candidate
from zhfacts.find.dispatch import load_dispatcher
from zhfacts.find.numerals import parse_number
from zhfacts.find.organizations import place_kinds
from zhfacts.rulebook import Rulebook
from zhfacts.segment import Document, word_tag

NEAR = 7  # characters between scope and trigger, at most
PLACE_REACH = 24  # characters before a trigger in which a place can be its scope (in the whole sentence for 唯一)
TITLE_REACH = 40
CLAUSE_REACH = 120  # characters of a clause that are looked at for its status
MOST_IN_SENTENCE = 30  # what claims more in one sentence is no language
WIDTH = {"global": 4, "national": 3, "regional": 2, "industry": 1, "none": 0}
# What may not stand between a scope and its trigger.
GAP_STOP = re.compile(
    r"[，。；：！？、]|[\u4e00-\u9fff][“「《]|(?:[是为首最站馆厂]|在(?!建|役|产|研|运))|[上下]调|选手|优势|政策|占比|(?<![市机])场|港(?!澳)|有(?!史以来)|第一|唯一|率先|成为|作为|发展|支持|建造|企业|公司|表示|展示|介绍|[了着过]"
)
# A long way from scope to trigger is bridged by time: 台湾有史以来单一建筑物倒塌罹难人数最多.
ALL_TIME = re.compile(
    r"(?:有史以来|迄今(?:为止)?|至今|历史上|史上|近?[一二三四五六七八九十百千\d]+年来)[^，。；]{0,16}$"
)
# 在全球的风机里，…最大; 纵观全国…，…最大
AMONG = re.compile(r"[^，。；]{0,24}(?:(?:[中里内]|公报|数据|统计|历史)，[^。；]{0,40}|(?<![集其])[中里])$")
AMONG_BEFORE = re.compile(r"(?:在|纵观|放眼|综观|环顾|遍观|对比)[^，。；]{0,2}$")
# 在教育部公布的全国双创榜单中，学校…排名第三
LISTED = re.compile(r"[^，。；]{0,20}(?:榜单?|排名|评[选比价估]|考核|测评|指数|名录)[中里内上]，[^。；]{0,40}$")
# 全球新能源汽车销量排名出炉，飞曜汽车位居第一; 公布亚洲大学排名，科大升至第6位
LIST_IS_OUT = re.compile(
    r"[^，。；]{0,24}(?:榜单?|排名|排行榜?)[^，。；]{0,6}(?:出炉|公布|发布|揭晓)[^，。；]{0,4}，[^。；]{0,40}$"
)
LIST_PUT_OUT = re.compile(r"[^，。；]{0,16}(?:榜单?|排名|排行榜?)，[^。；]{0,40}$")
PUTS_OUT = re.compile(r"(?:公布|发布|揭晓)(?:了|的)?[^，。；]{0,8}$")
LISTED_BEFORE = re.compile(r"在[^，。；]{0,20}$")
SINCE = re.compile(r"以来，?$|[中里]，$")
LOCATED = re.compile("(?:位于|来自|坐落于|地处|设在|坐落在)$")
# 国内|一次性建成的规模|最大
MODIFIER = re.compile(r"[\u4e00-\u9fff]{2,8}的[\u4e00-\u9fff]{0,4}")
AMONG_GAP = re.compile(
    r"(?:还|尚|也|都|算)是|(?:同类|民营|同行)?[\u4e00-\u9fff]{0,2}(?:企业|公司)[中里][\u4e00-\u9fff]{0,4}"
)
CLASS_SCOPE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,10}?(?:领域|行业|产业|界)[内中里]?(?:的)?$")
RENEWS = frozenset("刷创更革翻重")
TOGETHER = frozenset(["", "的", "及", "和", "与", "、", "乃至", "甚至", "以及"])
MAKES = re.compile(r"打造|建设|成为|争创|构建|创建|作为|保持")
DEPENDENCE = re.compile("依赖|进口")  # whose that was is the scope: 终结台湾依赖外国原料的局面
ASSERTED_GROUP = re.compile(r"(?:是|为|[并合堪]称|作为|成为|号称|跻身|位列|名列|列入|进入|之一)$")
HOME_PLACES = frozenset(["香港", "澳门", "台湾", "中国香港", "中国澳门", "中国台湾"])
# 引进世界上最先进的设备: a class is described, nothing is said to be the greatest.
DESCRIBES = re.compile(
    r"(?:停靠|引[进入]|采用|(?<!启)用|购买|购[置入进]|参观|走[进访]|进口|配[备有]|装[有备载上]|安装|借鉴|学习|吸引|接[轨纳]|容纳|起降|通[行过]|[换订]购?装?|收治|媲美|对标)[了上]?(?:着|到|来)?(?:目前|当前|当今)?$"
)
NAMED = re.compile(r"[^，。；！？]{0,40}(?:——|--|[“「《])")
# 板块率先翻绿, 以两杆优势领先: who leads on a market or in a match leads in no field.
CONTEST = re.compile(
    r"选手|球[员队]|客队|主队|门将|[上下]半[场局]|半场|开场|[首次末][局盘节]|盘[中初口]|板块|大盘|股指|个股|午[前后]|主场|客场|比分|国足|男[足篮]|女[足篮排]|决赛|小组赛|联赛|对阵"
)
# A trigger that ends so goes with a verb: 在全球首次 is one adverbial, and 将首次 is no object.
ADVERBIAL_ENDS = frozenset(["首次", "首度", "首发", "首演", "首映", "首秀", "独家"])
AFTER_IN = ADVERBIAL_ENDS | {"首创"}  # 首创 is a noun as well: 将国内首创技术用于…
MATCHED = frozenset(["率先", "领先"])
SHARED = re.compile(r"[、，和及与](?!但)[\u4e00-\u9fffA-Za-z0-9]{0,8}$")
# What somebody is going to do; what it goes with reaches to the end of the clause.
PLANNED = re.compile(
    r"力争|争创|争取|争当|勇争|力拼|奋力|迈向|有望|可望|有机会|目标|致力|努力|朝着|瞄准|冲刺|届时|即将|预计|预定|打算|筹[备划建]|谋划|酝酿|在建"
    r"|打造(?!的|了|出|成)|冀(?:望|盼)?(?=成为|可|能|在|于)(?<!津冀)(?<!晋冀)|盼(?=成为|能|可)|(?<![虚模比草])拟(?![态人合声稿议定订音古像真南])"
    r"|加快(?:形成|建设|构建|打造)|正在?(?:建设|打造|研制|开发|申请|筹建|建造|加快)|启动建设|接下了?(?:研发|研制)"
    r"|(?<![该这此本项的大发动年才])(?:计划|规划|准备)(?=建|打造|在|于|到|投|用|再|新|分|与|联合|率先|设[立置]|成立|完成|推出|推动|发[射行布]|开|招收|引进|举办|研[制发]|明年|今年|年[内底]|未来|民国|[下本]半?[年月周季]|\d{2,4}年|[^，。；]{1,6}内[建打])"
    r"|(?<![机大协议商工学社宴])会(?=成为|是[全国世亚])"
    r"|(?<![重主需必只首紧摘概简纲想])要(?=发起|推出|建成?|打造|设立|成立|启动|开[通建展]|争|冲|做|在[^，。；]{2,12}前)|攻关(?=[^，。；的了]{0,4}$)"
    r"|将(?=会|成为|是|终结|结束|改[写变]|[兴新修筹]?建|打造|诞生|实现|跻身|跃|位|进入|填补|打破|率先|为|引进|导入|实施|启用)"
)
# 如果成功，它就是
CONDITION = re.compile(r"(?:如果|一旦|倘若|(?:^|[，。“])若)[^，。；]{1,16}，[^，。；]{0,8}(?:就|便|将|会)[是为]?$")
# The same, right before the claim.
PLANNED_NEAR = re.compile(
    r"要$|任务$|建设(?!者|法|条例|标准|集团|局|厅|部|银行|工程|领域|成[果就]|资金|单位|方|期|管理|水平)(?=[^的了]{0,6}$)|建成(?=[^的了]{0,3}$)(?<=将建成)|兴建(?=[^的了]{0,6}$)"
)
# The plan has come true before the claim: 努力创造了全国第一.
PLAN_ENDS = re.compile(r"(?<![为除])了(?!解)|已经?")
FROM = frozenset("从在由向于把")  # jieba takes 从旭海 for a word
PLANNED_AFTER = re.compile(r"[^，。；]{0,24}(?:的任务|为目标|的目标)")
NEGATED = re.compile(
    r"(?:并非|不是|不再是|算不上|称不上|谈不上|绝非|远非|尚未|未能|不敢(?:自?称|说)?|不做|不能算|算不得|否认|驳斥)[^，。；]{0,6}$"
    r"|(?:否认|驳斥)[^，。；]{0,20}$"
)
# 网传“全国最大”与事实不符; 被问到是否全球首个，负责人直言不是
DOUBTED = re.compile(r"(?:是否|是不是|[流盛疯误网谣]传|传[闻言]|坊间|所谓)[^。；！？]{0,24}$")
DENIED = re.compile(
    r"[^。；！？\n]{0,40}?(?:否认|不属实|不实|有误|失实|与事实不符|不是(?=[，。])|并非如此|辟谣|澄清|子虚乌有|言过其实)"
)
REPORTED = re.compile(
    r"(?:表示|指出|形容|评价(?=，)|直言|承认|透露|认为|强调|宣称|声称|坦言|写道|号称|据称|自称|(?<![简俗又全名堪并合统人美职宣])称(?!为|得|作|之|号|赞|呼)|(?<!据)介绍说?|提醒|质疑|[宣公][布告](?=，)|[披通][露报](?=，)|指(?=，)|(?<![据小学传假虽虚])说(?!明书|法|服|唱)|告诉|说明)[，,：:“「]?"
)
ACCORDING = re.compile(
    r"(?:(?<![数依占证收票论])据|根据|按照)(?!了解|悉|介绍)[^，。；]{2,40}(?:统计|报道|消息|调查|资料|测算|报告|数据|排名|显示|透露|介绍)"
)
QUOTE_SAID = re.compile(r"[^“”]{0,40}[”」][^，。“]{0,8}(?:说|表示|(?<!的)称(?!号)|指出|介绍|坦言|直言|承认|回应)")
# 国家能源局发布数据显示; the publisher of a ranking tells nothing that it has not made itself.
PUBLISHES = re.compile(r"(?:发布|公布)的?(?:最新)?(?:数据|统计)(?:显示|称)")
RANKS = re.compile(r"(?:(?:发[布表]|公布)[^，。；]{0,12}报告|年度报告|榜单|排行榜?|排名)(?:显示|指出?|称)?，")
# 接受采访时高度评价，“这是…
OPENS_SPEECH = re.compile(r"(?:评价|采访|感叹|感慨|笑言|直言|回忆|受访)[^“。]{0,12}[，：]“[^”]*$")
# 感谢团队, 本中心将…: who spoke in the sentence before goes on.
FIRST_PERSON = re.compile(r"(?:感[谢激]|本(?:中心|公司|校|院|馆|会|行|集团|案)|我们|敝)")
CLAUSE_END = re.compile(r"[，。！？\n]")
RIGHT_SCOPE = re.compile(r"国产(?!化[\u4e00-\u9fff])|(?:中国|我国)(?:品牌|企业|自主)")
ONE_OF = re.compile(r"[^，。；！？]{0,40}?之[一列]")
RANK_WORD = re.compile(
    r"第([一二三四五六七八九十百\d,]+)|前([一二三四五六七八九十百\d]+)(?![\d.]*[%％‰])|([一二三四五六七八九十百千\d]+)强|[Tt][Oo][Pp] ?(\d+)|([三四五六七八九十]+)大"
)
FIRST_TIER = re.compile(r"第一(?:方阵|阵营|梯队)")
FIRST_WORD = re.compile(r"首位|榜首|之首|冠|首席|头名|头把交椅|魁首|[Nn][Oo]")


class Scope(msgspec.Struct, frozen=True, gc=False):
    """A scope expression in the text."""

    start: int
    end: int
    scope: str
    place: str | None
    is_place: bool


class _Scopes:
    """Scope words, found by an automaton, and names of places, found among the tokens."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.words = {r["word"]: (r["scope"], r["place"] or None) for r in rulebook.lexicon("scopes")}
        self.keys = list(self.words)
        self.automaton = AhoCorasick(self.keys, matchkind=MatchKind.LeftmostLongest)
        self.places = place_kinds(rulebook)
        self._place_of: dict[str, str] = {}

    def find(self, doc: Document, start: int, end: int) -> list[Scope]:
        """The scope words in a stretch of the text, in order."""
        found = []
        for key, s, e in self.automaton.find_matches_as_indexes(doc.text[start:end]):
            if end > start and self.keys[key] == "新中国" and doc.text[start + s - 1 : start + s] in RENEWS:
                s += 1  # 刷|新中国纪录
            scope, place = self.words[self.keys[key]]
            found.append(Scope(start + s, start + e, scope, place, False))
        return found

    def find_places(self, doc: Document, start: int, end: int) -> list[Scope]:
        """The names of places in a stretch of the text, in order."""
        found = []
        text, known = doc.text, self._place_of
        for s, e in doc.tokens(start, end):
            token = text[s:e]
            place = known[token] if token in known else self._place(token)
            if place:
                national = self.places[place] == "country" and place not in HOME_PLACES
                found.append(Scope(s, s + len(place), "national" if national else "regional", place, True))
        return found

    def _place(self, token: str) -> str:
        """The place that a token is or begins with (美国市场 is one token) and that is no scope word, or ""."""
        prefixes = (token[:length] for length in range(len(token), 1, -1))
        place = next((prefix for prefix in prefixes if prefix in self.places), "")
        self._place_of[token] = place = "" if place in self.words else place
        return place


@lru_cache(maxsize=4)
def _load_scopes(rulebook: Rulebook) -> _Scopes:
    return _Scopes(rulebook)


def find_claims(doc: Document, organizations: Sequence[Candidate], rulebook: Rulebook) -> list[Candidate]:
    """Candidates for claims, with kind, scope, rank, status and partial.

    Parameters
    ----------
    doc
        The normalized text.
    organizations
        Names of organizations; a place inside one (中国 in 中国移动) is no scope.
    rulebook
        The rules `claim.*` and the lexicons `scopes` and `places`.
    """
    scopes = _load_scopes(rulebook)
    text = doc.text
    plain = doc.plain
    starts: list[int] = []
    titles = "《" in text
    taken: list[tuple[int, int]] = []  # by organizations of the sentence
    candidates: list[Candidate] = []
    before: Candidate | None = None  # the claim before, in the same sentence
    sentence = read = (0, 0)
    seen = 0  # triggers of the sentence
    words: list[Scope] = []  # of the sentence
    for rule, match in load_dispatcher(rulebook).matches(text, "claim"):
        kind = rule.set["kind"]
        start, end = match.span("trigger" if "trigger" in match.re.groupindex else 0)
        if not sentence[0] <= start < sentence[1]:
            sentence = doc.sentence_span(start)
            seen = 0
        seen += 1
        if seen > MOST_IN_SENTENCE:
            continue
        if text[start:end] in MATCHED and CONTEST.search(plain, *sentence):
            continue
        if titles and text.rfind("《", max(0, start - TITLE_REACH), start) > text.rfind(
            "》", max(0, start - TITLE_REACH), start
        ):
            continue  # the title of a document claims nothing
        if read != sentence:
            read = sentence
            before = None
            words = scopes.find(doc, *sentence)
            starts = starts or [c.start for c in organizations]
            taken = [
                (o.start, o.end)
                for o in organizations[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
            ]
        reach = sentence[0] if kind == "only" else max(sentence[0], start - PLACE_REACH)
        in_sentence = [
            s
            for s in sorted(words + scopes.find_places(doc, reach, end), key=lambda s: s.start)
            if not any(a <= s.start and s.end <= b for a, b in taken)
        ]
        c = Candidate(start, end, rule.id, rule.priority)
        scope = _scope(c, doc, in_sentence, before, rule.set["need"], kind)
        if scope is None and rule.set["need"] != "free":
            continue
        if (
            scope is not None
            and scope.start < c.start
            and _adjoins(scope, c.start, plain)
            and not (kind == "gap" and (rule.id == "claim.gap.lingtupo" or start - scope.end > 1))
        ):
            left = plain[max(sentence[0], scope.start - 8) : scope.start]
            if kind == "superlative" and DESCRIBES.search(left) and not NAMED.match(plain, end):
                continue
            if rule.id == "claim.rank.n_da" and not (ONE_OF.match(plain, end) or ASSERTED_GROUP.search(left)):
                continue
            c.start = scope.start
            if text[c.start - 1 : c.start] == "在" and (kind == "earliest" or text[c.end - 2 : c.end] in AFTER_IN):
                c.start -= 1
        c.values = {
            "kind": kind,
            "scope": scope.scope if scope else "none",
            "scope_text": text[scope.start : scope.end] if scope else None,
            "scope_place": scope.place if scope else None,
            "rank": _rank(text[c.start : c.end]) if kind == "rank" else None,
            "status": _status(doc, sentence, c, kind),
            "partial": _partial(plain, c),
        }
        candidates.append(c)
        before = c
    return candidates


def _adjoins(scope: Scope, trigger: int, plain: str) -> bool:
    """Whether scope and trigger stand in one noun phrase, a few characters apart."""
    if trigger - scope.end > NEAR + 3:
        return False
    if trigger - scope.end > NEAR and MODIFIER.fullmatch(plain, scope.end, trigger):
        return GAP_STOP.search(plain, scope.end, trigger) is None
    if GAP_STOP.search(plain, scope.end, trigger) is None:
        return trigger - scope.end <= NEAR
    return AMONG_GAP.fullmatch(plain, scope.end, trigger) is not None


def _scope(
    c: Candidate, doc: Document, scopes: Sequence[Scope], before: Candidate | None, need: str, kind: str
) -> Scope | None:
    """The scope of a trigger: inside it, right before it, shared with the claim before, or far before it."""
    plain = doc.plain
    inside = [s for s in scopes if c.start <= s.start and s.end <= c.end]
    if kind == "gap":  # 打破日本企业的垄断: who held it is no scope
        inside = [
            s
            for s in inside
            if (not s.is_place and not (c.rule == "claim.gap.longduan" and s.scope in ("regional", "industry")))
            or DEPENDENCE.search(plain, c.start, c.end)
        ]
        title = plain.rfind("》", 0, c.start)
        scopes = [s for s in scopes if s.start > title]
    if inside:
        return max(inside, key=lambda s: WIDTH[s.scope])
    left = [s for s in scopes if s.end <= c.start]
    near = [s for s in left if _adjoins(s, c.start, plain) and _whole(s, doc)]
    if kind == "gap":  # 我国在该领域实现零的突破: the widest of the clause
        clause = plain.rfind("，", 0, c.start)
        title = plain.rfind("》", 0, c.start)
        near = sorted((s for s in left if s.start > max(clause, title)), key=lambda s: WIDTH[s.scope])[-1:]
    if c.rule == "claim.rank.verb":
        near = [
            s
            for s in near
            if c.start - s.end <= 4
            and "的" not in plain[s.end : c.start]
            and s.scope != "industry"
            # 杭州位居第六: a place before it is who ranks
            and not (s.is_place and plain[s.start - 1 : s.start] != "在" and plain[c.end : c.end + 1] != "的")
        ]
    if c.rule in ("claim.earliest.shuaixian", "claim.first.shouchuang") or plain[c.end - 1 : c.end] == "发":
        near = [
            s for s in near if not s.is_place and (plain[s.start : s.end] != "中国" or s.end == c.start)
        ]  # 浙江率先: a place before it is who goes first
    if plain[c.start : c.end] in ("一流", "顶尖", "首次", "第一次"):
        near = [s for s in near if c.start - s.end <= 1 or (not s.is_place and c.end - c.start > 2)]
    if near:
        together = [near[-1]]
        for s in reversed(near[:-1]):
            between = plain[s.end : together[-1].start]
            located = s.is_place and plain[s.start - 1 : s.start] == "在"  # 在印尼投建|东南亚首座
            if between in TOGETHER or (WIDTH[s.scope] > WIDTH[together[-1].scope] and not located):
                together.append(s)
        widest = max(together, key=lambda s: WIDTH[s.scope])
        return Scope(together[-1].start, together[0].end, widest.scope, widest.place, widest.is_place)
    if before is not None and before.end <= c.start and before.values["scope"] != "none":
        between = plain[before.end : c.start]
        if (SHARED.search(between) and len(between) <= 10) or (
            kind in ("only", "first") and re.search(r"也是.{0,2}$", between)
        ):
            v = before.values
            return Scope(before.start, before.end, v["scope"], v["scope_place"], False)
    if c.rule == "claim.earliest.shuaixian" and plain[c.end : c.end + 1] == "在":
        behind = [s for s in scopes if s.start == c.end + 1 and not s.is_place]
        if behind:
            return behind[0]
    if need == "near":
        class_scope = CLASS_SCOPE.search(plain, max(0, c.start - 12), c.start)
        if class_scope and kind == "superlative":
            tokens = [
                s
                for s, e in doc.tokens(class_scope.start(), c.start)
                if s >= class_scope.start() and e - s > 1 and not MAKES.match(plain, s)
            ]
            start = tokens[0] if tokens else class_scope.start()
            return Scope(start, class_scope.end(), "industry", None, False)
    else:
        right = RIGHT_SCOPE.search(plain, c.end, c.end + 40)
        clause = next((m.start() for m in CLAUSE_END.finditer(plain, c.end, c.end + 40)), -1)
        if right and (clause < 0 or right.start() < clause or (kind == "only" and plain[clause] == "，")):
            return Scope(right.start(), right.end(), "national", "中国", False)
    part = plain.rfind("；", 0, c.start)
    return _far_scope(c, plain, [s for s in left if s.start > part], need, kind)


def _far_scope(c: Candidate, plain: str, left: Sequence[Scope], need: str, kind: str) -> Scope | None:
    """A scope further before in the sentence, for the triggers that reach so far."""
    if kind in ("superlative", "rank"):
        far = [
            s
            for s in left
            if ALL_TIME.match(plain, s.end, c.start)
            or (AMONG.match(plain, s.end, c.start) and AMONG_BEFORE.search(plain, max(0, s.start - 4), s.start))
            or (
                kind == "rank"
                and LISTED.match(plain, s.end, c.start)
                and LISTED_BEFORE.search(plain, max(0, s.start - 24), s.start)
            )
            or (
                kind == "rank"
                and (
                    LIST_IS_OUT.match(plain, s.end, c.start)
                    or (
                        LIST_PUT_OUT.match(plain, s.end, c.start)
                        and PUTS_OUT.search(plain, max(0, s.start - 14), s.start)
                    )
                )
            )
        ]
    elif c.rule == "claim.first.diyi":
        far = [s for s in left if not s.is_place and SINCE.search(plain, s.end, c.start)]
    elif kind == "only":  # 这家总部位于杭州的企业，成为唯一…: where somebody sits is no scope
        far = [s for s in left if not (s.is_place and LOCATED.search(plain, max(0, s.start - 4), s.start))]
    elif (need == "sentence" and "批" not in plain[c.start : c.end]) or kind == "gap":
        far = [s for s in left if not s.is_place and plain[s.start : s.end] not in ("中国", "大陆", "内地", "国际")]
    else:
        far = []
    if kind == "first" and far:  # 在国内同类企业中，…首个
        return max(reversed(far), key=lambda s: WIDTH[s.scope])
    return far[-1] if far else None


def _whole(scope: Scope, doc: Document) -> bool:
    """行业 in 银行业 is no scope: a token begins where the scope does."""
    return scope.scope != "industry" or doc.token_at(scope.start)[0] == scope.start


def _rank(text: str) -> int | None:
    if FIRST_WORD.search(text):
        return 1
    if "三甲" in text:
        return 3
    if "次席" in text:
        return 2
    found = list(RANK_WORD.finditer(text))
    if not found or FIRST_TIER.search(text):
        return None
    m = found[-1]  # 位列百强县第三
    number = parse_number(next(g for g in m.groups() if g))
    return int(number) if number else None


def _is_told(doc: Document, sentence: tuple[int, int], start: int, kind: str) -> bool:
    """Whether somebody says it: in the sentence before the claim, or in the one before, where the speech goes on."""
    plain, begin = doc.plain, sentence[0]
    if kind == "rank" and RANKS.search(plain, begin, start):
        return False
    if any(said.search(plain, begin, start) for said in (REPORTED, ACCORDING, PUBLISHES, OPENS_SPEECH)):
        return True
    if begin == 0 or FIRST_PERSON.search(plain, *sentence) is None:
        return False
    return REPORTED.search(plain, *doc.sentence_span(begin - 1)) is not None


def _status(doc: Document, sentence: tuple[int, int], c: Candidate, kind: str) -> str:
    """asserted, planned, negated or reported, by cues before the claim in its sentence."""
    plain, start = doc.plain, c.start
    sentence_near = max(sentence[0], start - CLAUSE_REACH)
    clause_start = max(sentence_near, *(plain.rfind(mark, sentence[0], start) + 1 for mark in "，；：（"))
    clause = plain[clause_start:start]
    if clause and NEGATED.search(clause, clause.rfind("、") + 1):
        return "negated"
    if DENIED.match(plain, c.end) and DOUBTED.search(plain, sentence_near, start):
        return "negated"
    if (
        _is_planned(doc, clause_start, start, c)
        or _goes_on_with_plan(doc, sentence_near, clause_start, c)
        or PLANNED_AFTER.match(plain, c.end, c.end + 40)
        or CONDITION.search(plain, sentence_near, start)
    ):
        return "planned"
    if _is_told(doc, sentence, start, kind) or QUOTE_SAID.match(plain, c.end, c.end + 60):
        return "reported"
    return "asserted"


def _is_planned(doc: Document, start: int, end: int, c: Candidate) -> bool:
    """Whether what stands between start and end, in one clause, is to happen."""
    if start == end:
        return False
    plain = doc.plain
    if any(not PLAN_ENDS.search(plain, cue.end(), end) for cue in PLANNED.finditer(plain, start, end)):
        return True
    if end == c.start and PLANNED_NEAR.search(plain[max(start, plain.rfind("、", start, end) + 1) : end]):
        return True
    at = plain.rfind("将", start, end)
    if at < 0 or PLAN_ENDS.search(plain, at, end):
        return False
    token, behind = doc.token_at(at)
    token = at if behind == at + 1 else token  # 7月前将
    following = word_tag(doc.text[slice(*doc.token_at(behind))])
    # 将 before a noun leads to an object: 将全国首张证书颁给, 将AI应用于
    return behind - token == 1 and (
        following[0] in "vdpt"
        or doc.text[behind : behind + 1] in FROM
        or (behind == c.start and doc.text[c.end - 2 : c.end] in ADVERBIAL_ENDS)
    )


def _goes_on_with_plan(doc: Document, sentence: int, clause: int, c: Candidate) -> bool:
    """Whether the clause before is to happen, and this one goes on with another verb: 将联合各方，编制…首部."""
    if clause <= sentence or doc.plain[clause - 1] != "，" or PLAN_ENDS.search(doc.plain, clause, c.start):
        return False
    first = doc.text[slice(*doc.token_at(clause))]
    if first[0] in "是这此其" or word_tag(first)[0] != "v":
        return False
    return _is_planned(doc, max(sentence, doc.plain.rfind("，", sentence, clause - 1) + 1), clause - 1, c)


def _partial(plain: str, c: Candidate) -> bool:
    if "首批" in plain[c.start : c.end]:
        return True
    return ONE_OF.match(plain, c.end) is not None
