"""Who a clause is about: the noun phrase before its predicate, and the topic that a row of clauses shares.

A clause is read once: what introduces it is skipped (dates, 据悉, 同时), then its tokens are taken up to the predicate.
A verb before 的 belongs to a relative clause, of which the noun behind it counts (烟台研发的|深海采矿车). Of several
clauses the nearest with a name counts; a part or a measure (总部, 发行价) and a crowd (专家, 观众) are no topic.
"""

import re
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from zhfacts.find.candidates import Candidate
from zhfacts.find.festivals import SURNAMES
from zhfacts.link.persons import ROLES, without_title
from zhfacts.segment import Document, is_word, word_tag

CLAUSE_MARK = re.compile(r"[，。；！？：\n　]")  # without the alternative of the end it is searched for much faster
CLAUSE_STOP = re.compile(r"[，。；！？：\n　]|$")
SKIP = re.compile(
    r"(?:目前|如今|同时|本[报台刊网]讯|其中|此外|另外|而且|而|但是?|因此|不过|随后|然而|并且?|据悉|据了解|据介绍|值得一提的是|与此同时|近年来|连日来|长期以来|一直以来|近来|近日|日前|截至目前|多年来|现在|当前|现今|如果"
    r"|未来|事实上|不仅|其实|直到现在|届时|终于|当时|早在|自(?!动|主|然|贸|治|行|由|家|研|己|信)|以来|(?<=[年月日天时底初])起(?![重点源步飞])|(?<=[年月日])前(?![述者面])|开始|期间|后的|前的|近(?!海|代|视)|过去|连续|这次|眼下|最终|不久前|这几天|短短|一直|曾|至于|(?<=[年月天])来|(?:建成|落成|投产|完工|竣工|达产|投用|启用|通车|开通|运营|开业|问世|投运|交付)(?:运营|投用|投产|使用)?之?(?:后|时)(?!的)|[收开]盘(?=[，时后])|资料显示|数据显示|[★▲●■·•\s　“”\"「」『』、，])+"
)
# 取代浦江中心成为: who is replaced is not who is spoken of.
REPLACES = re.compile(
    r"(?:一举|已经?|成功)?(?:取代|超[越过]|超(?!市|算|导|级|声|高|大)|赶超|反超|打破|刷新|接替|击败|力压|代替|仅次于|领先于|跃过)"
)
REPLACE_CHARACTERS = frozenset(REPLACES.pattern)
# 14日收盘后, 新学期开始时: when, not who.
WHEN = re.compile(r"(?:后|时|之际|前|期间|以来|之后|之时|的同时|当[天日])$")
WHEN_ENDS = frozenset("后时际前间来天日")
BYLINE = re.compile(r"[^，。；]{0,14}(?:消息|讯|电|报道)(?:（[^）]{0,20}）)?：?")
DISPATCH = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:讯|电|报道)（[^）]{2,30}）"
    r"|[〔（【(\[][^〕）】)\]]{2,24}(?:报[导道]|[讯电])[〕）】)\]](?:记者[\u4e00-\u9fff]{2,4}报[导道][：:])?"
)
MADE_FOR = frozenset(["建造", "研制", "打造", "开发", "生产", "定制", "设计", "制造"])  # 台船为东方海事建造的|船
AIM = re.compile("的?(?:下一个|下一步|最终|首要|长期)?(?:目标|愿景)$")
JOINTLY = frozenset(["合作", "联合", "共同", "携手", "牵头", "自主", "独立", "历时"])
SPENDS = frozenset(["斥资", "耗资", "投资", "投入", "出资", "砸下", "豪掷"])
LONG = re.compile(r"\d[\d.]*(?:公里|千米|米|吨|平方米|平方公里|亩)(?=[\u4e00-\u9fff]{2})")
ORDER = re.compile(r"第[一二三四五六七八九十\d]+次|首次|首度")
LINE_ENDS = frozenset("\n。　 ")
ADVERBIAL = re.compile(
    r"(?:在(?!线|建|轨)|从(?!化)|随着|为了?(?!.民)|据|根据|按照?|对于?(?!虾|蝦)|通过|除|由于|由(?!来)|作为|身为|围绕|截至|依(?=[据照规计])|经过?(?!济|典|纬|开|营)|凭借|依托|借助|针对|关于|面对|到|自(?!动|主|然|贸|治|行|由|家|研|己|信)|较(?!大|小|多|少|高|低|快|好|强)|伴随|与(?!会)|将|以(?!色列)|不仅|如何|使用|采用|用于|得益|让|纵观|放眼|继|于|倘|若(?!羌|尔盖)|一旦|[单若要]论|就(?=[^，。；]{1,12}而言))"
)
ADVERBIAL_HEADS = frozenset(
    "在从随为据根按对通除由作身围截经凭依借针关面到自较伴与将以不如使采用得让纵放继于倘若一就单要依"
)
TRAILING = re.compile(
    r"(?:堪称|可谓|不仅|才|远|绝|目前|已经|已|则|也|便|就|还|将|均|都|更|仍|仅|只|又|再次|再|首次|第一次|正式?|继续|(?:[多近]年)?连续(?:多年|[\d一二三四五六七八九十]+年)?|一直|长期|总体|整体|先后|并|以|在|的|同时|了|今日|昨日|近日|日前|亦|迅速|成功|上|暂时?|[\d一二三四五六七八九十]+年)+$"
)
APPEARS = re.compile("(?<=[”」])(?:上线|发布|问世|亮相|下线|投产|落地|开通|启用|揭牌|交付|首发|上市|开业|竣工|通车)$")
FIRST = re.compile("^(?:全[台港球国省市]|国内|亚洲|世界|中国|我国)首[座个款台艘家条套部项]")
FIRST_HEADS = frozenset("全国亚世中我")
# What is measured, or a part of something: the holder is named before it.
MEASURE = re.compile(
    r"(?:[数销产储总存装吞货流投客电运重含存]?量|[金总售投]?额|率|(?<![价])值|面积|规模|[均售发股]?[行格]?价(?:格)?|收入|[总全]?长度?|[线幅宽缝孔粒][宽径]|高度|产能|成本|人数|件数|户数|总?装机|时间|占比|速度|增[速幅]|营收|利润|比例|数据|业内|功耗|载荷|航速|指数|数量|寿命|里程|容量|单产|总产|指标|总投资|总造价|能力|份额|水平|功率|竞争力|影响力|之[大多高长广快深远]|推力|拉力|牵引力|算力|存款|贷款|余额|实力|生产线|车间|厂房|厂区|主体|系数|跨度|深度|厚度|宽度|直径|口径|吨位|排水量|时速|续航|[总年]?产值|装机|藏书|馆藏|股价|业绩|员工|流水|市值|销售|精度|总部|转子|部件|门店|品种|距今|[塔楼桥坝身全净]高|步伐|结果|[\u4e00-\u9fff](?<![年制季角印态月国法一])度|密度|强度|重量|体量|票房|航程|地点|会场|起点|终点|规格)$"
)
MEASURE_CHARACTERS = frozenset(MEASURE.pattern)  # a name that ends with none of them needs no pattern
LONGEST_MEASURE = 8
SKIP_CHARACTERS = frozenset(SKIP.pattern) | frozenset(" \t\n　")  # likewise for what begins with none of them
TRAILING_CHARACTERS = frozenset(TRAILING.pattern) | frozenset("0123456789")
# Who decides or watches is not what is the first; a crowd is not one subject.
CROWD = re.compile(
    r"^(?:[^的]{0,8}(?:董事会|股东会|股东大会|法人|业界|专家|分析师|会议|负责人|发言人|记者|观众|官兵|游客|读者|网友|旅客|代表|嘉宾|人士|工作人员|居民|市民|群众|学者))$|等[^，。]{0,10}(?:企业|机构|单位|公司|部门|院校|高校)|^.{31,}$"
)
SAYING = re.compile(
    r"[^，。；]{0,8}(?:表示|指出|透露|认为|强调|介绍|称|说|显示|指(?=，)|获悉|了解到|看到|宣布|公告|披露|说明|补充|回应|坦言|直言|质疑|批评|评价|点评|评论|判断|证实|确认|澄清|表明|解释|写道|提到|形容|统计|预[计测估]|呼吁|提出|建议|告诉[^，。]{0,6})[，：]?$"
)
NO_NAME = re.compile(
    r"[逾约超近]?[\d一二三四五六七八九十]++(?:[^\u4e00-\u9fffA-Za-z]|$)|[逾约超近]?\d++[多余]?[例名位人个家条台套辆件项](?!机器人|电机)|[^（(]*[)）]|零[下上]|每[年月日天]|[多数几历常逐][年月次]|可(?:养|达|供|容纳|满足|实现|用于|使|让|将|在|为|提供|生产|处理|同时)|[一二三四五六七八九十]+分之|最[高低大小快慢多少长短早]|初期|单[套台个座件架]|多个|许多|不少|一些|什么|可以|这里|那里|记者|我们|他们|大家|人们|有望|预计|标志|意味|力争|希望|要$|虽然|尽管"
)
NO_NAME_HEADS = frozenset(
    "数几历常逐逾约超近0123456789一二三四五六七八九十初零每单多许不什可这那记我他大人有预标意力希要虽尽最"
)
NO_NAME_END = ("着", "到", "了", "得", "给", "把", "被", "很", "不", "所", "位于", "下", "至", "岁")
OPEN = {"“": "”", "「": "」", "《": "》", "『": "』", "（": "）"}
PRONOUNS = frozenset(["该所", "本所", "其", "它", "他", "她", "省里", "市里", "县里", "区里", "镇里", "乡里", "村里"])
STOPS = frozenset("，；。：！？…\n")
COUNT = re.compile(
    r"[超逾近约]?(?:\d[\d.,]*|[一二三四五六七八九十百千两]{2,})(?:多|余)?[万亿千百]*[个辆台家套件项条年月日吨米公元%％人次座名倍艘架届分万亿平]"
    r"|[超逾近约][一二三四五六七八九十两][万亿千百]+(?:多|余)?[个辆台家套件条吨米公元人次座名艘架]"
)
COUNTED = re.compile(
    r"(?:[共总]计|累计|已|共|则)?(?:达到?|有|超过?|突破)?[约近逾]?(?:\d[\d.,]*|[一二三四五六七八九十百千两]{2,})[多余]?[万亿千百]*[个辆台家套件项座名艘架案所处种人户门间部篇款只支条本起例位场]"
)
FIGURES = frozenset("0123456789一二三四五六七八九十百千两")
COUNT_HEADS = FIGURES | frozenset("超逾近约")
NUMERALS = frozenset("0123456789二三四五六七八九十百千万两")
LOOSE = frozenset("”」》』·、 　-－/&")
# 总长18.2公里的|天岭隧道, 350万千瓦的|电站: a measure goes before the name.
MEASURED = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:[长高宽深重]|量|额|积|程|值|跨|径|度|资|模|速|口|书|藏|限|有|地|产|时|拔|率|吨位|面积)[达为约近逾超过]{0,2})?"
    r"(?:\d[\d.,]*|[一二三四五六七八九十百千两]+)(?:多|余)?[万亿千百]*(?![个家名位座项款种所条辆年月日])[\u4e00-\u9fffA-Za-z/％%]{1,6}?的(?![是，。])"
)
LOCATED = frozenset(
    [
        "位于",
        "坐落",
        "地处",
        "横跨",
        "跨越",
        "采用",
        "始建",
        "始建于",
        "建于",
        "成立",
        "来自",
        "源自",
        "被誉为",
        "总部",
        "扎根",
        "隶属",
    ]
)
UNIT = re.compile(r"[^的，。；]{0,8}(?:厂|总部|基地|分公司|门店)")  # 长鑫位于合肥的工厂: of the firm
DIGIT = re.compile(r"\d")
BESIDE = ("并列", "齐名", "并称", "同列", "媲美")
SHORT_FORM = re.compile(r"[（(](?:以下)?(?:简称|下称)[^）)]*[）)]?")
# 校方表示|新图书馆是…, 这标志着|我国…: what is said begins behind it.
SAID_FIRST = re.compile(
    r"(?:[校院馆厂官警店业军]方|公司|球团|集团|企业|报道|消息|媒体|当局|厂商|业者|报告|公告|声明)(?:称(?![为得作号])|指(?![数标定南挥导])|表示|指出|强调|透露|认为|说(?!明书))"
    r"|[他她](?:还|又|也|则|同时)*(?:坦[言承]|直言|强调|透露|补充|指出|表示|认为|说|称(?![为得]))|称(?=[其该这])"
    r"|[他她其]?(?:同时|也|还|并)*(?:否认|承认|驳斥|澄清|证实)了?|被?问[及到]|谈[及到]|业[内界](?:人士)?(?:普遍)?(?:称(?![为得作号])|认为)"
    r"|(?:这|此举)[也将还]?(?:标志|意味)着|这[也还]?是(?=[^，。；]{2,16}(?:首次|第一次))"
)
SAID_HEADS = frozenset("校院馆厂官警店业军公球集企报消媒当声这此被问谈他她其同也还并否承驳澄证称")
UNSAID = frozenset("已将并又还再也均就正曾仍即")
PLANTS = frozenset(["生产线", "车间", "厂房", "厂区", "总部", "门店"])
ADDED = frozenset(["累计", "合计", "总计", "平均", "年均", "人均"])
NOUNS = frozenset(["研发", "开发", "建设", "发行", "上市", "申报", "集聚"])  # of MAIN, those that are nouns as well
ASPECT = frozenset("了过着出到成起下为在于得")
DEALS = frozenset(["投资", "出口", "进口", "销售", "服务", "耗资", "占地", "辐射", "配备"])
EXPECTED = frozenset(["预计", "预期", "有望", "可望", "料将"])
POINTS = frozenset("该这此本其它他她我各全")
AND = frozenset(["和", "与", "及", "以及", "跟", "暨"])
VERBAL = frozenset(["v", "vd", "d", "p", "c", "ad", "ul", "uv", "ud", "uz", "ug", "y", "r", "df", "f"])
# These are predicates, also where 的 follows further on (内蒙古有着丰富的资源) or jieba takes them for nouns.
MAIN = frozenset(
    re.findall(
        r"\S+",
        "重约 长约 高约 宽约 已达 已超 已逾 多达 仅有 只有 不足 不到 约有 共计 已有 现有 设有 配有 建在 坐拥 有 有着 拥有 具有 是 为 成为 达到 积极 持续 借助 推动 利用 通过 表示 获得 成功 采用 位居 推出 发布 实现 完成 突破 打造 装备 支持 建立 集聚 引领 发展 位于 全长 占地 "
        "覆盖 领先 总重 自重 总长 总高 全高 净重 达 约 超 超过 大力 布局 奋力 努力 全力 荣获 聚焦 连续 在 以 被 已 将 不断 共有 共 入选 举办 举行 主打 搭载 携手 首创 获批 取得 争创 填补 打破 并称 建成 "
        "建有 首发 上市 领跑 拿下 交付 主跨 扎根 创下 创造 刷新 重回 勇夺 登顶 跃居 使 让 共同 号称 宣布 成立 孵化 引进 育成 全年 满载 仅次于 被称作 远非 绝非 并非 从来 一度 至今 迄今 历来 向来 形容 正式 顺利 圆满 力争 争取 力拼 力图 旨在 占据 占有 占到 全场 正在 即将 研议 研拟 拟投 领投 参投 跟投 斥资 主导 高达 长 高 投产 申报 荣登 稳居 "
        "高居 跻身 起家 遍布 距离 较 比 累计 合计 同比 占 研制 开发 研发 建设 造成 惠及 重达 仅为 约为 设立 发行 作为 身为 属于 当选 涉及 涵盖 ",
    )
)
SINGLE = frozenset(
    "获称赴达遭推建办设投拟供签购售开发创居占跌涨收报是有在为将已的与和及从向对被把让由于到使以因也都还就又则并且而或不未仍便曾亦尚自经随更仅才却属要欲冀用"
)
APPEARING = frozenset(
    re.findall("..", "上线发布问世亮相下线投产落地开通启用揭牌交付首发上市开业竣工通车落户投用投运完工开馆下水入列首飞")
)
CHANGES = frozenset(["提高", "提升", "增加", "增长", "上升", "下降", "减少", "降低", "缩短", "延长", "扩大"])
LONGEST_NOUN = 16
SAID_OF_IT = re.compile(
    "，(?:[也正则更均都已曾即便就将]|目前|有望|可望|预计)*(?:是|为(?!了)|系|属|成为|打破|填补|堪称|被|获)"
)
REACH = 160  # characters that a clause is looked at, at most


def ends_in_measure(text: str, start: int, end: int) -> bool:
    """Whether what is measured, or a part of something, ends at `end`."""
    if end <= start or text[end - 1] not in MEASURE_CHARACTERS:
        return False
    return MEASURE.search(text, max(start, end - LONGEST_MEASURE), end) is not None


@lru_cache(maxsize=65536)
def _is_verbal(word: str) -> bool:
    """Whether a word can be, or begin, a predicate."""
    if word in MAIN or word in LOCATED:
        return True
    if len(word) > 1 and word[0] in "以由被把将获创" and not is_word(word):
        return True  # 以冷|链
    if len(word) == 2 and word[0] in "已曾将仍正早" and word[1] in "于在经有是被获":
        return True  # 已于
    if len(word) == 3 and word[2] in "约达为近逾超于在有出" and (word[:2] in MAIN or word[:2] in LOCATED):
        return True  # 全长约, 坐落于
    tag = word_tag(word)
    if tag == "v" and len(word) == 2 and word[1] in "离往抵":
        return True  # 驶离, 运抵: words that no dictionary has
    return tag in VERBAL and (len(word) > 1 or word in SINGLE or tag == "f") and is_word(word)


def _no_name(text: str) -> bool:
    """Whether a phrase is no name: it counts, or points, or ends within a clause (位于, 当地的河里)."""
    if text.endswith(NO_NAME_END) or (text[-1] in "内里" and "\u4e00" <= text[-2] <= "\u9fff"):
        return "\n" not in text
    if text[0] not in NO_NAME_HEADS and ")" not in text and "）" not in text:
        return False
    return NO_NAME.match(text) is not None


class Phrase(NamedTuple):
    """A noun phrase: all of it, where its head begins, and whether a relative clause stands before that."""

    start: int
    end: int
    head: int
    relative: bool


class Subjects:
    """The subjects of the clauses of a document; each clause is read once.

    Parameters
    ----------
    doc
        The normalized text.
    organizations, dates
        The winners of these families.
    places, heads
        Names of places, to see where a name of its own begins, and the first two characters of each.
    """

    def __init__(
        self,
        doc: Document,
        organizations: Sequence[Candidate],
        dates: Sequence[Candidate],
        places: Mapping[str, str],
        heads: Container[str],
    ) -> None:
        self.doc = doc
        self.text = doc.text
        self.plain = doc.plain
        self.places = places
        self.place_heads = heads
        self.org_at = {c.start: c for c in organizations}
        self.org_ends = {c.end: c for c in organizations}
        self.date_at = {c.start: c.end for c in dates}
        self.date_ends = set(self.date_at.values())  # 上年度|的冠军
        self._names: dict[Phrase, str | None] = {}
        self._phrases: dict[tuple[int, int, bool], Phrase | None] = {}

    def skip(self, position: int) -> int:
        """Past discourse words and dates."""
        while True:
            if self.text.startswith("截至", position) and position + 2 in self.date_at:
                position += 2
            if position in self.date_at:
                position = self.date_at[position]
                continue
            first = self.plain[position : position + 1]
            if first in SAID_HEADS:
                said = SAID_FIRST.match(self.plain, position)
                if said and self.plain[said.end() : said.end() + 1] not in STOPS:
                    position = said.end()
                    continue
            if not position or self.plain[position - 1] in LINE_ENDS:
                dispatch = DISPATCH.match(self.plain, position)
                if dispatch:
                    position = dispatch.end()
                    continue
            m = SKIP.match(self.plain, position) if first in SKIP_CHARACTERS else None
            if m is None or position in self.org_at:
                return position
            if m.end() - 1 not in self.org_at and self.plain[m.end() - 1] in OPEN:
                return m.end() - 1  # the quote is a name
            position = m.end()

    def read(self, position: int, limit: int, closed: bool) -> Phrase | None:
        """The noun phrase that begins a clause.

        Parameters
        ----------
        position, limit
            Where the clause begins, and how far it is read.
        closed
            Whether the predicate begins at `limit`, so that all before can be the noun phrase.
        """
        if not closed:  # a clause ends with its mark, however far is asked
            stop = CLAUSE_MARK.search(self.plain, position, limit)
            limit = stop.start() if stop else limit
        key = (position, limit, closed)
        if key not in self._phrases:
            self._phrases[key] = self._read(self.skip(position), limit, closed)
        return self._phrases[key]

    def _read(self, start: int, limit: int, closed: bool) -> Phrase | None:
        text, plain, token_end = self.text, self.plain, self.doc.marks.find
        at = head = start
        relative = False
        if start not in self.org_at and start < limit and self.place_at(start) < 2:
            if closed and plain[start] in REPLACE_CHARACTERS and REPLACES.match(plain, start):
                return None
            m = ADVERBIAL.match(plain, start) if plain[start] in ADVERBIAL_HEADS else None
            if m:
                de = text.rfind("的", start, limit)
                if m.group() == "与" and de > 0 and self._ends_in_verb(start, de):
                    pass  # 与联华电子共同开发的|封装模组
                elif m.group() not in ("由", "经", "在", "采用", "将"):
                    return None
                if m.group() == "在" or de < 0 or de + 2 >= limit:
                    return None
                at = head = de + 1
                relative = True
        if (
            closed
            and 2 < limit - start <= 12
            and start not in self.org_at
            and ends_in_measure(text, start, limit)
            and not any(mark in text[start:limit] for mark in "的，、 ")
            and not self.place_at(start)
            and (limit - start <= 6 or not self._main_verb(start, limit))
        ):
            return Phrase(start, limit, start, False)  # 接单量
        if start not in self.org_at and (m := self._measured(at, limit)):
            at = head = m.end()
            relative = True
        if not closed and (noun := self._relative_noun(start, limit)):
            return Phrase(start, limit, noun, True)
        words = listed = deal = 0
        while at < limit:
            mark = plain[at]
            if mark in OPEN:
                close = plain.find(OPEN[mark], at, min(limit, at + 42))
                if close < 0 and not words:
                    at = head = at + 1
                    continue
                if close < 0:
                    break
                at = close + 1
                words += 1
                continue
            if mark in STOPS:
                break
            if mark in LOOSE:
                at += 1
                continue
            org = self.org_at.get(at)
            if org is not None and org.end <= limit:
                at = org.end
                words += 1
                continue
            if at in self.date_at:
                if words:
                    behind = self._relative_behind(self.date_at[at], limit, closed)
                    if behind:
                        at = head = behind
                        relative = True
                        continue  # 中铁去年建成的|大桥
                    if self._measure_ahead(self.date_at[at], limit):
                        at = self.date_at[at]  # 我国全年|用电量
                        continue
                    break
                at = head = self.date_at[at]
                continue
            if words and ORDER.match(plain, at):
                break  # 该校|第二次获奖
            if not words and mark in FIGURES and (size := LONG.match(plain, at, limit)):
                at = head = size.end()  # 6.7公里|海底隧道
                relative = True
                continue
            if words and text.startswith(("按年", "按月", "同比", "环比"), at):
                break
            if words and mark in "逾约近" and text[at + 1 : at + 2] in NUMERALS:
                break
            if words and mark in COUNT_HEADS and COUNT.match(plain, at):
                first = self.org_at.get(start)
                if first is not None and not closed and not ends_in_measure(text, first.end, at):
                    at = first.end  # 奇瑞集团|销售汽车260.4万辆
                elif deal and not closed:
                    at = deal  # 峻驰汽车|销售新能源汽车186万辆
                elif relative and at == head and (attribute := self._attribute(at, limit)):
                    at = attribute  # 搭建的|15米赛道
                    continue
                break
            if words and text[at] in NUMERALS and ends_in_measure(text, start, at):
                break  # 日均运量|五万人次
            stop = min(limit, token_end(1, at + 1))
            if stop - at > 1:  # 由|青禾医疗
                stop = next((cut for cut in range(at + 1, stop) if cut in self.org_at), stop)
            if at == head and (place := self.place_at(at)) > stop - at:
                at = min(limit, at + place)  # 台中|捷运
                words += 1
                continue
            word = text[at:stop]
            if word in ROLES and (behind := self._person(stop)):
                at = min(limit, behind)  # 单车好手|李慧诗
                words += 1
                break
            if word in ("的", "之"):
                if not words and not (word == "的" and at in self.date_ends):
                    return None
                at = stop
                head = head if listed else stop  # 万步炎和他的|团队
                continue
            if (
                at - 1 > 0
                and at in self.org_ends
                and stop - at == 1
                and word not in SINGLE
                and "\u4e00" <= word <= "\u9fff"
            ):
                at = stop  # 信达生物托|莱西单抗: a product's name that jieba cannot know
                continue
            if word in AND:
                if not words:
                    return None
                listed = at = stop
                continue
            if words and (word_tag(word) == "t" or word in ("全年", "当年")) and text[at - 1] not in SURNAMES:
                if (closed and ends_in_measure(text, stop, limit)) or self._measure_ahead(stop, limit):
                    at = stop  # 比亚迪全年|销量
                    continue
                if behind := self._relative_behind(stop, limit, closed):
                    at = head = behind  # 该团队此前研发的|人工角膜
                    relative = True
                    continue
                break
            if start < at == head and not closed and (nominal := self._nominal_end(at, limit)):
                at = nominal
                words += 1
                break
            verbal = _is_verbal(word) or (words and stop - at < 3 and text[stop : stop + 1] == "了")  # 办起|了
            if verbal and (word[0] not in POINTS or word[:2] in MAIN) and (words or word_tag(word) != "f"):
                de = text.find("的", stop, min(limit, at + 26))
                if word == "在" and closed and at - 1 > start and at in self.org_ends and de > 0:
                    end = de + len(TRAILING.sub("", text[de:limit]))
                    if all(word_tag(text[s:e])[0] == "n" for s, e in self.doc.tokens(de + 1, end) if s > de):
                        return Phrase(start, end, start, False)  # 宁德时代在匈牙利的基地
                if not words and not closed and word in UNSAID and (de < 0 or de - at > 5):
                    return None  # 已送样自主设计的内存: who does so was named before
                if (
                    de > 0
                    and de + 1 < limit
                    and (
                        word not in ("是", "为", "成为", "有", "有着", "达到", "将")
                        or (word == "为" and text[de - 2 : de] in MADE_FOR)
                    )
                    and not (word in MAIN and words and DIGIT.search(text, stop, de))
                    and (
                        (not words and word not in ("有望", "达"))
                        or self._nouns(stop, de) == 0
                        or (word in LOCATED and not UNIT.match(text, de + 1) and self._predicate_behind(de + 1, limit))
                    )
                    and (
                        closed
                        or (word in LOCATED and not words)
                        or (word == "由" and words)
                        or (word[:2] not in LOCATED and self._ends_in_verb(at, de))
                        or self._predicate_behind(de + 1, limit)
                    )
                ):
                    head = at = de + 1
                    words += not words
                    relative = True
                    continue
                place = self.place_at(at)
                if place >= len(word):
                    at = min(limit, at + place)
                    words += 1
                    continue
                if closed and at == head > start and stop >= limit and len(word) > 1:
                    at = stop  # 该合金的|量产
                    continue
                if word in ADDED and self._measure_ahead(stop, limit):
                    at = stop  # 累计|交易额
                    words += 1
                    continue
                if (
                    closed
                    and word in NOUNS
                    and words
                    and stop < limit
                    and (
                        word_tag(text[stop : self.doc.token_at(stop)[1]])[0] == "n" or ends_in_measure(text, at, limit)
                    )
                ):
                    at = stop
                    continue
                if (
                    (words or closed)
                    and (text[start] not in "它他她其" or text[start + 1] == "的")
                    and word not in MAIN
                    and word[:2] not in LOCATED
                    and word[-1] not in "离往抵"
                    and not (word in CHANGES and text[stop : stop + 1] in FIGURES)
                    and word_tag(word) == "v"
                    and len(word) > 1
                    and self._nominal(stop, limit, closed, at == head, relative)
                ):
                    at = stop
                    words += 1
                    continue
                break
            if words and word in DEALS and text[at - 1] != "总":
                if text[stop : stop + 1] in NUMERALS:
                    break  # 该项目|投资七百亿元
                deal = deal or at
            if words and (word in EXPECTED or (word == "计划" and self._verb_or_date(stop, limit))):
                break  # 公司|计划今年…, 该产品|预计明年…
            if words and not closed and stop >= limit and word_tag(word)[0] in "il" and len(word) == 4:
                break  # 讲堂|完好如初
            at = stop
            words += 1
        if not words:
            return None
        piece = text[start:at]
        if piece[-1] in TRAILING_CHARACTERS:
            piece = TRAILING.sub("", piece)
        if text.startswith(BESIDE, at) or piece.endswith(BESIDE):  # 林铁与大吉岭铁路并列
            piece = re.split("[与和]", piece, maxsplit=1)[0]
        end = start + len(piece)
        return Phrase(start, end, head, relative) if end > head else None

    def _measured(self, start: int, limit: int) -> re.Match[str] | None:
        """A measure that goes before a name: 总长18.2公里的|天岭隧道."""
        if FIGURES.isdisjoint(self.text[start : start + 8]) or self.text.find("的", start, limit) < 0:
            return None
        return MEASURED.match(self.plain, start, limit)

    def _nominal_end(self, start: int, limit: int) -> int:
        """Where a clause ends that is nothing but a noun phrase (退役电池|回收线，是), or that and what became of it, else 0."""
        if limit - start > LONGEST_NOUN or not SAID_OF_IT.match(self.plain, limit):
            return 0
        tokens = [t for t in self.doc.tokens(start, limit) if t[0] >= start]
        words = [self.text[s:e] for s, e in tokens]
        end = limit
        if len(words) > 1 and words[-1] in APPEARING:
            end = tokens.pop()[0]
            words.pop()
        if any(
            word in MAIN or word in LOCATED or word in ASPECT or word in CHANGES or s in self.date_at
            for word, (s, _) in zip(words, tokens, strict=True)
        ):
            return 0
        if not all("\u4e00" <= word[0] <= "\u9fff" for word in words) or word_tag(words[-1])[0] not in "nzxgj":
            return 0
        return end

    def _relative_noun(self, start: int, limit: int) -> int:
        """Where the noun begins of a clause that is nothing else (双方拟在园区共建的|测试中心，可望…), else 0."""
        de = self.text.rfind("的", start + 2, limit - 1)
        if de < 0 or limit - start > 2 * LONGEST_NOUN or self.plain[limit : limit + 1] != "，":
            return 0
        maker = self.org_at.get(start)
        before = [self.text[s:e] for s, e in self.doc.tokens(maker.end if maker else start, de)]
        if not before:
            return 0
        behind = [self.text[s:e] for s, e in self.doc.tokens(de + 1, limit) if s > de]
        verbs = [
            word
            for word, behind_it in zip(before, [*before[1:], ""], strict=True)
            if len(word) > 1
            and (word in MAIN or word_tag(word) in ("v", "vn"))
            and word not in JOINTLY
            and not (word in SPENDS and behind_it[:1] in FIGURES)  # 斥资30亿元兴建的
        ]
        pointed = len(verbs) == 1 and before[0][0] in "这该" and len(before) > 1  # 这座横跨长江的|斜拉桥
        placed = len(verbs) == 1 and "于" in (verbs[0][-1], *before)  # 出土于板闸镇的|木构闸门
        if "所" not in self.text[de - 3 : de] and verbs != before[-1:] and not (placed or pointed):
            return 0  # 箭上所用的|贮箱
        if maker is None and not pointed and (before[0] in verbs or word_tag(before[0])[0] not in "njx"):
            return 0
        nominal = all(
            word not in MAIN and (word_tag(word)[0] in "njxzbm" or not is_word(word) or (i and word_tag(word) == "v"))
            for i, word in enumerate(reversed(behind))
        )
        return de + 1 if behind and nominal else 0

    def _attribute(self, start: int, limit: int) -> int:
        """Where a measure ends that is an attribute of the noun behind it, else 0."""
        count = COUNT.match(self.plain, start, limit)
        if count is None or count.end() >= limit:
            return 0
        return count.end() if word_tag(self.text[slice(*self.doc.token_at(count.end()))])[0] == "n" else 0

    def _person(self, start: int) -> int:
        """Where the name of a person ends that begins here, of three or two characters; else 0."""
        if is_word(self.text[start : start + 2]) and word_tag(self.text[start : start + 2])[:2] != "nr":
            return 0  # 院士|团队, 院士|领衔
        for end in (start + 3, start + 2):
            if start + 2 in self.date_at and end > start + 2:
                continue
            if word_tag(self.text[start:end]) == "nr" or (self.doc.marks[end : end + 1] == b"\1" and end > start + 2):
                return end
        return 0

    def _verb_or_date(self, start: int, limit: int) -> bool:
        return start < limit and (start in self.date_at or _is_verbal(self.text[start : self.doc.token_at(start)[1]]))

    def _main_verb(self, start: int, end: int) -> bool:
        return any(self.text[s:e] in MAIN or s in self.org_at for s, e in self.doc.tokens(start, end))

    def _nouns(self, start: int, end: int) -> int:
        """How many tokens of a stretch are nouns or names."""
        return sum(
            1
            for s, e in self.doc.tokens(start, end)
            if s >= start and e <= end and word_tag(self.text[s:e])[0] in "njx" and self.text[s:e] not in MAIN
        )

    def _relative_behind(self, start: int, limit: int, closed: bool) -> int:
        """Where the noun behind a relative clause begins that goes on with a verb here, else 0."""
        de = self.text.find("的", start, min(limit, start + 14))
        if de < 0 or de + 2 >= limit or self._nouns(start, de) > 1:
            return 0
        word = self.text[start : self.doc.token_at(start)[1]]
        verb = _is_verbal(word) or word_tag(word)[0] == "v" or word in ("通车", "落户")
        return de + 1 if verb and (closed or self._predicate_behind(de + 1, limit)) else 0

    def _ends_in_verb(self, start: int, de: int) -> bool:
        """Whether a verb stands right before 的 (产业园里生产的), and none with 了 before that (推出了夜读的|活动)."""
        begin, end = self.doc.token_at(de - 1)
        if self.text[begin:end] in ("了", "过", "出", "成") and begin > start:
            begin, end = self.doc.token_at(begin - 1)
        word = self.text[begin:end]
        return (word in MAIN or word_tag(word)[0] == "v") and self.text.find("了", start, begin) < 0

    def _measure_ahead(self, start: int, limit: int) -> bool:
        """Whether nouns follow that end with a measure: 全年|全社会用电量突破…."""
        for s, e in self.doc.tokens(start, limit)[:5]:
            if ends_in_measure(self.text, start, min(e, limit)):
                return True
            if _is_verbal(self.text[s:e]) or not "\u4e00" <= self.text[s] <= "\u9fff":
                return False
        return False

    def _predicate_behind(self, start: int, limit: int) -> bool:
        named = 0  # up to here reaches an organization, whose name holds no predicate
        for s, e in self.doc.tokens(start, limit):
            if s in self.org_at:
                named = self.org_at[s].end
            if (
                s > start
                and s >= named
                and (s in self.date_at or (_is_verbal(self.text[s:e]) and not self.place_at(s)))
            ):
                return True
        return False

    def _nominal(self, stop: int, limit: int, closed: bool, first: bool, relative: bool) -> bool:
        """Whether a verb is part of a name for a thing (转换|效率): nouns follow, and then the predicate."""
        if stop >= limit:
            return closed
        tokens = [self.text[s:e] for s, e in self.doc.tokens(stop, limit)[:6] if s >= stop]
        if tokens and tokens[0] in ASPECT:
            return False  # 表现|出
        if not tokens or (_is_verbal(tokens[0]) and tokens[0] not in MAIN and not first):
            return False
        if _is_verbal(tokens[0]):
            return first and tokens[0] in MAIN
        if len(tokens[0]) > 1 and ends_in_measure(tokens[0], 0, len(tokens[0])):
            return True
        later = next((i for i, t in enumerate(tokens) if _is_verbal(t)), None)
        return later is not None or closed or (relative and all(word_tag(t)[0] == "n" or t in STOPS for t in tokens))

    def place_at(self, position: int) -> int:
        """The length of the name of a place that begins here, of at most four tokens' length; else 0."""
        if self.text[position : position + 2] not in self.place_heads:
            return 0
        marks = self.doc.marks
        longest = min(8, len(self.text) - position)
        found = [n for n in range(longest, 1, -1) if self.text[position : position + n] in self.places]
        return next((n for n in found if marks[position + n]), found[0] if found else 0)

    # What a phrase says

    def name(self, phrase: Phrase | None) -> str | None:
        """The thing that a phrase names: its head, or the organization that it ends with."""
        if phrase is None:
            return None
        if phrase not in self._names:
            self._names[phrase] = self._find_name(phrase)
        return self._names[phrase]

    def _find_name(self, phrase: Phrase) -> str | None:
        end = phrase.end
        if self.text[end - 1] == "）":  # 颐和智药（02588.HK）
            bracket = self.text.rfind("（", phrase.start, end)
            end = bracket if bracket > 0 and DIGIT.search(self.text, bracket, end) else end
        org = self.org_ends.get(end)
        if org is not None and org.start >= phrase.start and self.text[org.start - 1 : org.start] not in AND | {"、"}:
            return str(org.values["name"])
        if self._is_verb(phrase):
            return None  # 历时, 收盘
        return self._tidy(phrase.head, phrase.end)

    def _is_verb(self, phrase: Phrase) -> bool:
        word = self.text[phrase.head : phrase.end]
        if phrase.relative or phrase.end - phrase.head > 2 or word_tag(word) not in ("v", "vn") or not is_word(word):
            return False
        return not self.place_at(phrase.start)

    def _tidy(self, start: int, end: int) -> str | None:
        name = self.text[start:end].strip('，, "')
        if "称" in name:
            name = SHORT_FORM.sub("", name)
        if name[:1] in FIRST_HEADS:
            name = FIRST.sub("", name)
        if name.endswith(("目标", "愿景")) and len(name) > 4:
            name = AIM.sub("", name)
        for opening, closing in (("“", "”"), ("「", "」")):
            if name.startswith(opening) and (shown := APPEARS.search(name)):
                name = name[: shown.start()]
            if name.startswith(opening) and name.endswith(closing) and opening not in name[1:]:
                name = name[1:-1]
            elif name.count(opening) != name.count(closing):
                name = name.strip(opening + closing)
        if name in PRONOUNS:
            return name
        name = without_title(name).removeprefix("旗下")
        if name[:1] == "其" and len(name) > 3 and name[1] not in "他它中余实次间":
            name = name[1:]
        if len(name) < 2 or _no_name(name) or (name[-1] in WHEN_ENDS and WHEN.search(name)):
            return None
        return name

    def holder(self, phrase: Phrase) -> tuple[str | None, str | None]:
        """Who holds a measure, and the measure: 隆基绿能|的电池转换效率, 宁波舟山港|货物吞吐量."""
        text, start, end = self.text, phrase.start, phrase.end
        org = self.org_at.get(start)
        while org is not None and text.startswith("旗下", org.end) and org.end + 2 in self.org_at:
            org = self.org_at[org.end + 2]
        if org is not None and org.end < end:
            return str(org.values["name"]), text[org.end : end].lstrip("的") or None
        date = next((i for i in range(start + 2, end) if i in self.date_at), 0)
        if date and self.date_at[date] < end:
            return text[start:date], text[self.date_at[date] : end]
        de = text.find("的", start, end)
        if de > 0 and not phrase.relative:
            return self._tidy(start, de), text[de + 1 : end]
        if phrase.relative and phrase.head > start:
            start = phrase.head
        m = ITS.match(text, start, end) or FACILITY.match(text, start, end)
        if m is None and (m := TITLED.match(text, start, end)):
            measure = MEASURE.search(text, m.end(), end)
            if measure is None:
                m = None
            elif measure.start() > m.end() and self.doc.marks[measure.start()]:
                return text[start : measure.start()], measure.group()  # “刃”系列切割机|线宽
        if m is None and not self.place_at(start):
            m = TOWN.match(text, start, end)
        if m is None:
            m = YEARLY.match(text, start, end)
        if m is None and OF_FIRM.search(text, start, end):
            m = re.compile(r".{2,}?(?=" + OF_FIRM.pattern + ")").match(text, start, end)
            if m and start not in self.org_at and (len(m.group()) < 3 or word_tag(m.group()) == "n"):
                m = None  # 啤酒|市占率, 载板|市占率
        if m is None and (size := SIZE.search(text, start + 2, end)) and self.doc.marks[size.start()]:
            s, e = self.doc.token_at(size.start() - 1)
            if word_tag(text[s:e])[0] == "n" and word_tag(text[slice(*self.doc.token_at(start))])[0] in "nsr":
                return text[start : size.start()].rstrip("的"), size.group()  # 植入体|直径
        if m and m.end() < end:
            return m.group(), text[m.end() : end].lstrip("的")
        length = self.place_at(start)
        if length == 0 and text.startswith(("我国", "全国"), start):
            length = 2
        if length and start + length < end:
            more = self.place_at(start + length)
            length += more
            if text[start + length] in "市县区省州镇村" and start + length + 1 < end:
                length += 1
            return text[start : start + length], text[start + length : end].lstrip("的")
        return None, text[start:end]

    def is_measure(self, phrase: Phrase) -> bool:
        """Whether the head of a phrase is something measured or a part."""
        return ends_in_measure(self.text, phrase.head, phrase.end)

    def is_counted(self, phrase: Phrase) -> bool:
        """Whether a phrase is something of which a number is told: 获奖的作品|达42件, 邮轮目的地|12个."""
        if phrase.start in self.org_at or phrase.end in self.date_at:
            return False
        return COUNTED.match(self.plain, phrase.end) is not None

    def is_proper(self, phrase: Phrase) -> bool:
        """Whether a phrase holds a name: an organization, a place, a quote, Latin letters, a word that no one knows."""
        text = self.text
        if phrase.start in self.org_at or phrase.end in self.org_ends or self.place_at(phrase.start):
            return True
        if re.search(
            r"(?<!^\d)[A-Za-z]|[“「《]|^[该这此本其它他她]|^(?:我国|公司|集团|园区|学校|医院)$",
            text[phrase.start : phrase.end],
        ):
            return True
        return any(
            (e - s > 1 and not text[s].isdigit() and not is_word(text[s:e]) and word_tag(text[s:e])[0] not in "ma")
            or word_tag(text[s:e]) in ("nr", "nrt", "nz", "nt", "ns")
            for s, e in self.doc.tokens(phrase.head, phrase.end)
        )

    # The topic

    def clauses(self, start: int, limit: int) -> list[int]:
        """Where the clauses of a stretch begin."""
        floor = max(start, limit - REACH)
        return [
            start,
            *(m.end() for m in CLAUSE_MARK.finditer(self.plain, floor, limit) if m.end() < limit),
        ]

    def topic(self, start: int, limit: int) -> Phrase | None:
        """The subject of a stretch of clauses: the nearest with a name, else the first that is a thing."""
        byline = BYLINE.match(self.plain, start)
        if byline and byline.group().endswith("：") and byline.end() < limit:
            start = byline.end()
        bounds = self.clauses(start, limit)
        plain: Phrase | None = None
        for i in range(len(bounds) - 1, -1, -1):
            end = bounds[i + 1] - 1 if i + 1 < len(bounds) else limit
            phrase = self.read(bounds[i], end, False)
            if phrase is None:
                continue
            if SAYING.match(self.plain, phrase.end, end):
                continue
            if i and phrase.end >= end - 1 and REPLACES.match(self.plain, bounds[i]):
                continue
            name = self.name(phrase)
            if (
                name is None
                or CROWD.search(name)
                or (name[-1] in "说称指" and self.plain[phrase.end : phrase.end + 1] in ("，", "：", "。"))
            ):
                continue
            if self.is_measure(phrase):
                holder, _ = self.holder(phrase)
                if holder is not None and self.is_proper(phrase):
                    return phrase
                if holder is not None or name in PLANTS:
                    plain = phrase
                continue
            if self.is_counted(phrase):
                continue
            if self.is_proper(phrase):
                return phrase
            plain = phrase
        return plain

    def who(self, phrase: Phrase | None) -> str | None:
        """The name of a topic; of a measure, its holder."""
        if phrase is None:
            return None
        if self.text.startswith("它的", phrase.start):
            return "它"
        if self.is_measure(phrase):
            holder, _ = self.holder(phrase)
            if holder:
                return holder
        return self.name(phrase)


ITS = re.compile(
    r"[该本全][省市县区州镇乡村](?=[\u4e00-\u9fff])|(?:中心|公司|集团|园区|学校|医院|平台|项目|电站|景区)(?=[年累总])|(?:公司(?!债|法)|集团|学校|医院|企业)(?=产能|产[量值]|[销出存][量货]|营[收业]|净?利润|市值|专利|毛利|产品|规模|员工)|[该本][校院厂县市省区行所馆港店村镇司企案桥线站船剧]|其(?!中)|[它他她](?=的)|该[\u4e00-\u9fff]{2}(?=[\u4e00-\u9fff]{2})"
)
TITLED = re.compile(r"[\u4e00-\u9fff]{0,8}(?:《[^》]{1,30}》|“[^”]{1,20}”号?|「[^」]{1,20}」号?)")
TOWN = re.compile(
    r"(?!全|各|多|该)[\u4e00-\u9fff]{2,3}[市县省镇乡旗国](?!际)(?<!线城市)(?<!中心城市)(?<!大城市)(?<!小城市)(?<!中国)(?![场民政企占值])"
)
OF_FIRM = re.compile(r"(?:市值|营收|股价|净利润?|总部|票房|发行价|业绩|员工|门店|市占率|市场份额)")
SIZE = re.compile(
    r"(?:直径|厚度|长度|高度|宽度|深度|重量|体积|自重|[总全]长|主跨|跨度|口径|孔径|排水量|载重量?|航程|推力|转换效率|能量密度|功率密度|续航里程|准确率|良品率|成功率|有效率)$"
)
# 三门峡果品交易市场|年交易额, 天府国际会议中心|建筑面积
YEARLY = re.compile(
    r"[\u4e00-\u9fff]{2,}?(?=每[平立公吨千万][\u4e00-\u9fff]{1,6}$)|[\u4e00-\u9fff]{2,}?(?=总(?:投资|造价)$)|[\u4e00-\u9fff]{4,}?(?=(?:(?:建筑|占地|展览|营业|总)面积|总?装机(?:容量|规模)?|(?:设计|核定|规划)?总?产能|总(?:投资|造价)|藏书量?|座席数?)$)|[\u4e00-\u9fff]{4,}?(?=(?:年均?|日均?|月均?|单[日月])[\u4e00-\u9fff]{0,5}(?:量|额|值|收入|利润|人[数次]|客流)$)"
)
FACILITY = re.compile(
    r"(?:[\u4e00-\u9fff]{2,10}?(?:机场|滑雪场|体育[场馆]|音乐厅|大剧院|水?电站|大桥|隧道|酒店|大厦|书城|景区|乐园|[博科美图览]\w馆|[山海江州岛湾]港(?!口)|经开区|高新区|新区|开发区|园区|码头|盆地|公园|水库|灌区|油田|煤矿|图书馆|博物馆|火车站|高铁站|高速公路))"
)
