"""The organization behind a claim: in the subject, in the sentence, in those before, of the whole article."""

import re
from bisect import bisect_left

from zhfacts.find.candidates import Candidate
from zhfacts.find.festivals import SURNAMES
from zhfacts.link.claim_sources import SAYS_BEHIND, bare_name, find_speaker
from zhfacts.link.claim_subject import ends_in_measure
from zhfacts.link.claim_topics import COUNTRY, GENERIC_TYPES, MAKERS, OFFICER, PRONOUN, Topics, find_copula
from zhfacts.link.persons import TITLE_ENDS
from zhfacts.segment import is_word, word_tag

FIRM = re.compile(
    r"(?:企业|(?:供应|开发|服务|经销|发行|承包|出口|零售)商|厂家|公司|银行|券商|厂商|制造商|运营商|高校|大学|医院|拍卖行|律所|机构|[车药]企|行库|业者)$"
)
OWN = re.compile(r"(?:公司|旗下|该公司|集团|企业)")
BARE_OFFICER = re.compile(
    r"(?:该[公校院馆厂所行台]司?)?(?:副|常务)?(?:(?P<kind>[校院馆厂所行台])长|董事长|总经理|总裁|创始人|CEO|负责人|主教练)"
)
HOUSE = re.compile(
    r"(?:该?(?:公司|集团|企业)|(?P<kind>[校院馆厂])方|(?:该?项目|工程|施工方|现场)(?:负责人|经理|总工程师)[\u4e00-\u9fff]{0,4})"
)
ANNOUNCES = re.compile(r"(?:宣布|公告|披露|推出|发布)")
MAKER = r"(?:申报|交付|研制|研发|开发|制造|生产|打造|建造|建设|设计|研建|承建|运营|经营|试办|举办|发行|培育|推出|发布|选育|合办|主办|承办|创办|共建|合建|兴建)"
MADE_BY = re.compile(rf"{MAKER}(?:出|了)*的[^，。；的]{{0,24}}$")
BROUGHT_BY = re.compile(
    r"(?:在[^，。；]{2,8})?(?:推出|发布|研制|研发|开发|建成|制造|打造|上线|交付)(?:出|了|成功)*(?:的是)?[^，。；的]{0,16}$"
)
# 由气象署营运: who runs a thing, or made it, is told behind; …是我国首艘。该船由江南造船建造
BY_MAKER = (
    r"由(?P<who>[^，。；的]{2,48}?)(?:牵头|负责|独家|联合|共同|合作|自主|投资|参与)*"
    r"(?:营运|运营|制定|承建|兴建|建设|建造|承造|管理|研制|研发|制造|开发|生产|投资|出品|设计|合建|共建)"
)
RUN_BY = re.compile(rf"[^。；]{{0,40}}?(?<![自来]){BY_MAKER}")
MADE_LATER = re.compile(rf"[该这其][\u4e00-\u9fff]{{0,6}}{BY_MAKER}")
BUILT_BY = re.compile(rf"[”」号]?[^。；，]{{0,8}}(?<![自来]){BY_MAKER}")
# 向渣打香港批出|本港第一张牌照
GRANTED = re.compile(r"向(?P<who>[^，。；]{2,20}?)(?:批出|颁发|发放|授予|核发|签发|发出)了?$")
# 全省将建成…: a place, no organization, is to do it.
PLACE_AGENT = re.compile(r"(?:全|我|本|该)[国省市县区镇乡州]|[省市县区]里")
ANALYST = re.compile(r"证券|研究|咨询|评级|银行|资本|基金|会计|数据|调查|指数|协会")
OWNED = re.compile(rf"的[“「《]?|[\u4e00-\u9fff]{{0,3}}[{''.join(sorted(TITLE_ENDS))}]")
# 取代港珠物流园: who is replaced, or tells, makes nothing.
FOUNDS = re.compile("(?:成立|设立|创[办立建设]|[建组筹兴]建|建立|打造|举办|建设)了?(?:的是?)?$")
NO_MAKER = re.compile(
    r"(?:据|通过|获|获得|取得|取代|超[越过]|赶超|反超|打破|接替|击败|力压|仅次于|领先于|落后于|不敌|被|遭|从)(?:[\u4e00-\u9fffA-Za-z]{2,8}[及和与、])?$"
)
# 某大学|专家评价: who judges makes nothing.
JUDGE = re.compile(
    r"的?(?:有关|相关|首席|资深)?(?:专家|分析师|研究员|学者|院士|评审|鉴定|检测|认证|统计|数据|报告|评价|点评)"
)


def _kind(officer: re.Match[str]) -> str:
    """What an officer without a name before the title belongs to: 院长, 主教练."""
    return officer["kind"] or ("球队" if officer[0].endswith("教练") else "公司")


class Makers(Topics):
    """Of each claim the organization behind it: who made, runs, owns or announces what is claimed."""

    def _organization(self, claim: Candidate, subject: str | None, part: int) -> str | None:
        """The organization behind the claim: in the subject, in the sentence, in those before, of the whole article."""
        if subject in COUNTRY or subject in self.places:
            return None  # 台湾成为亚洲第一个…的国家
        if subject:
            own = next((n for text, n in self.names.items() if len(n) >= 2 and (n in subject or text in subject)), None)
            if own is not None:
                return (self._founder(claim, part, own) if own == subject else None) or own
        if (
            subject
            and subject[-1] not in "省市县区"
            and not PRONOUN.fullmatch(subject)
            and FIRM.search(claim.values["object"] or "")
        ):
            return subject  # who is the first firm is one
        if claim.values["object"] is None and subject is None:
            return None  # a catch-word (有不少“全国首例”)
        clause = self._clause_start(claim.start, part)
        granted = GRANTED.search(self.plain, clause, claim.start)
        if granted and (known := self._named_in(granted["who"])):
            return known
        at = self.subjects.skip(clause)
        org = self.org_at.get(at + (self.text[at : at + 1] == "由"))
        if org is not None and org.end < claim.start and org.values["org_type"] != "media":
            return str(org.values["name"])  # 市府去年试办的…是全台首创
        if OWN.match(self.plain, at):  # 宸曜精密董事长表示，公司开发的…
            last = bisect_left(self.org_starts, clause)
            speaker = self.organizations[last - 1] if last else None
            if speaker is not None and speaker.start >= part and speaker.values["org_type"] in MAKERS:
                return str(speaker.values["name"])
        if subject in self.makers_of.values():
            return subject
        known = (subject and self.makers_of.get(subject)) or self._maker(claim, subject) or self._announcer(claim)
        if known:
            return known
        run = RUN_BY.match(self.plain, claim.end, claim.end + 80) or MADE_LATER.match(
            self.plain, self.doc.sentence_span(claim.start)[1]
        )
        if run and (known := self._named_in(run["who"])):
            return known
        if not self.has_makers or PLACE_AGENT.match(self.plain, at, claim.start):
            return None
        topic = self._topic_of_sentence(part, claim.start)
        if topic in self.names and self.types.get(topic) in MAKERS:
            return topic
        return self._near(claim, part) or self.main_organization or self._told_of(claim, subject)

    def _named_in(self, text: str) -> str | None:
        """An organization that is named in a text."""
        return next((name for wording, name in self.names.items() if wording in text), None)

    def _told_of(self, claim: Candidate, subject: str | None) -> str | None:
        """The maker that the article begins with and names most often, if a thing is spoken of: no place, no person."""
        if subject is None or self._is_of_firms(subject) or ends_in_measure(subject, 0, len(subject)):
            return None
        if len(subject) < 5 and (word_tag(subject)[:2] == "nr" or (subject[0] in SURNAMES and not is_word(subject))):
            return None
        if subject in COUNTRY or any(subject[:length] in self.places for length in range(2, 6)):
            return None
        leading = self.leading_organization
        return leading if leading and self.text.find(leading, 0, claim.start) >= 0 else None

    def _near(self, claim: Candidate, part: int) -> str | None:
        """An organization of the sentence, or one with which one of the two before begins, in the paragraph."""
        sentence = self.doc.sentence_index(claim.start)
        for i in range(sentence, max(-1, sentence - 3), -1):
            begin, end = self.doc.sentences[i]
            if "\n" in self.text[begin : claim.start]:
                break
            first = bisect_left(self.org_starts, begin)
            if i < sentence:
                leading = self.org_at.get(self.subjects.skip(begin))
                if leading is not None and leading.values["org_type"] in MAKERS:
                    return str(leading.values["name"])
                continue
            of_part = bisect_left(self.org_starts, part)
            last = bisect_left(self.org_starts, min(end, claim.end + 30))
            for org in (*self.organizations[of_part:last], *self.organizations[first:of_part]):
                if org.start >= claim.end and self.text[org.start : org.end] in (claim.values["object"] or ""):
                    continue  # 首家|早疗医院: a class, no name
                if (
                    org.values["org_type"] in MAKERS
                    and not NO_MAKER.search(self.text, max(0, org.start - 14), org.start)
                    and not JUDGE.match(self.plain, org.end)
                    and not self._is_where(org)
                ):
                    if org.start > claim.end and "，" in self.plain[claim.end : org.start]:
                        continue
                    return str(org.values["name"])
        return None

    def _is_where(self, org: Candidate) -> bool:
        """Whether a park is only the place: 在亚湾新创园|共建."""
        return org.values["org_type"] == "park" and self.text.endswith(("在", "位于", "落户"), 0, org.start)

    def _maker(self, claim: Candidate, subject: str | None) -> str | None:
        """Who made the subject, where it is named first: 蓝曜航天自主研制的|“远行一号”."""
        thing = (subject or "").strip("“”「」《》")
        at = self.text.find(thing) if len(thing) > 1 else -1
        if 0 < at < claim.start and (maker := self._maker_before(at)):
            return maker
        while at >= 0:
            end = at + len(thing)
            built = BUILT_BY.match(self.plain, end)
            if built and (known := self._named_in(built["who"])):
                return known  # “灵犀3”由澄脑医疗研制
            at = self.text.find(thing, end)
        return None

    def _maker_before(self, at: int) -> str | None:
        begin, _ = self.doc.sentence_span(at)
        begin = max(begin, self._clause_start(at, begin))
        last = bisect_left(self.org_starts, at) - 1
        owner = self.organizations[last] if last >= 0 else None
        if owner is not None and owner.start >= begin and OWNED.fullmatch(self.text, owner.end, at):
            return str(owner.values["name"])  # 科创集团的|钙钛矿组件, 味全龙投手|徐若熙
        m = MADE_BY.search(self.plain[begin:at]) or BROUGHT_BY.search(self.plain[begin:at])
        if m is None:
            return None
        first, last = bisect_left(self.org_starts, begin), bisect_left(self.org_starts, begin + m.start())
        makers = [org for org in self.organizations[first:last] if not self._is_where(org)]
        if makers:
            return str(makers[0].values["name"])
        start = self.subjects.skip(begin)
        named = self.subjects.read(start + self.text.startswith("由", start), begin + m.start(), False)
        name = self.subjects.name(named)
        return name if named and name and self.subjects.is_proper(named) and self._may_be_firm(name) else None

    def _announcer(self, claim: Candidate) -> str | None:
        """The firm whose officer speaks, or that announces what it does."""
        index = self.doc.sentence_index(claim.start)
        for i in (index, index - 1):
            if i < 0:
                break
            start, end = self.doc.sentences[i]
            lead = self.plain[start : min(end, claim.start)]
            speaker = find_speaker(lead)
            if speaker is None:
                continue
            house = HOUSE.fullmatch(speaker.who)
            if house:
                return self._house(house["kind"] or "公司", start + speaker.start)
            bare = BARE_OFFICER.match(bare_name(speaker.who))
            if bare:
                return self._house(_kind(bare), start + speaker.start)
            officer = OFFICER.match(speaker.who)
            if officer:
                return self._firm(officer["firm"], start)
            itself = self.names.get(bare_name(speaker.who))
            if i == index and itself and self.types.get(itself) == "company" and not ANALYST.search(itself):
                return itself  # 联电表示，新产线…
            this = i == index or self.plain.startswith("这", self.doc.sentences[index][0])
            if this and ANNOUNCES.search(lead, speaker.start + len(speaker.who), speaker.end):
                founds = FOUNDS.search(self.plain, max(start, claim.start - 8), claim.start)
                return self._firm(speaker.who.rsplit("的", 1)[-1], start, MAKERS | {"government"} if founds else MAKERS)
            return None
        return None

    def _house(self, kind: str, position: int) -> str | None:
        """The last body of a kind before: 馆方, 桃园市立图书|馆."""
        types = GENERIC_TYPES.get(kind, ())
        before = self.organizations[: bisect_left(self.org_starts, position)]
        found = [o for o in before if o.values["name"].endswith(kind) or o.values["org_type"] in types]
        return str(found[-1].values["name"]) if found else None

    def _firm(self, text: str, position: int, types: frozenset[str] = MAKERS) -> str | None:
        """The name of a firm in what was read before the title of its officer."""
        text = bare_name(text)
        own = next((n for t, n in self.names.items() if t in text), None)
        if own is not None and (self.types[own] in types or len(own) * 2 > len(text)):
            return own if self.types[own] in types else None
        name = self._resolve(text, position)
        return name if name and self._may_be_firm(name) else None

    def _founder(self, claim: Candidate, part: int, founded: str) -> str | None:
        """Who founds the body that is the first of its kind: 总会推动成立国内第一个金融科技创新基地."""
        if not FOUNDS.search(self.text, max(part, claim.start - 8), claim.start):
            return None
        topic = self._topic_of_sentence(part, claim.start)
        if topic in self.names:
            return self.names[topic] if self.names[topic] != founded else None
        first, last = bisect_left(self.org_starts, part), bisect_left(self.org_starts, claim.start)
        makers = (o.values["name"] for o in self.organizations[first:last] if o.values["org_type"] in MAKERS)
        return next((name for name in makers if name != founded), None)

    def _we(self, claim: Candidate, end: int) -> str | None:
        """Whose people speak: 我们|坳里村, the firm of the speaker before, of the one behind the quote, of the article."""
        copula = find_copula(self.plain[end : claim.start])
        named = self._phrase_before(end, end + copula.start()) if copula and copula.start() else None
        told = named or self._announcer(claim)
        behind = SAYS_BEHIND.match(self.plain, claim.end, claim.end + 80) if told is None else None
        bare = BARE_OFFICER.match(behind["who"]) if behind else None
        if bare:
            told = self._house(_kind(bare), claim.start)
        officer = OFFICER.match(behind["who"]) if behind and told is None else None
        if officer:
            told = self._firm(officer["firm"], claim.start)
        return told or self.main_organization or self.leading_organization
