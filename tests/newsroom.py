"""Articles in any number, made from the sentences of the sample article and from sentences of our own."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from support import ROOT
from zhfacts.batch import extract_articles
from zhfacts.records import Article
from zhfacts.segment import split_sentences

# Names of companies that there are none of.
COMPANIES = (
    "澜芯微电子",
    "海拓重工",
    "云帆智能科技",
    "北辰新材料",
    "青禾农业科技",
    "远图航天科技",
    "瑞康生物医药",
    "天枢机器人",
)
CITIES = ("无锡", "合肥", "成都", "武汉", "西安", "深圳", "长沙", "青岛")
PROVINCES = ("江苏省", "安徽省", "四川省", "湖北省", "陕西省", "广东省", "湖南省", "山东省")
THINGS = (
    "车规级激光雷达芯片",
    "500千瓦波浪能发电装置",
    "水下巡检机器人",
    "全钒液流储能电站",
    "卫星物联网终端",
    "钙钛矿光伏组件",
)
PUBLISHERS = ("城市日报", "科技观察", "产业周刊", "财经早报")
LEADS = (
    "{company}股份有限公司{day}日在{city}发布{thing}。",
    "记者{day}日从{city}高新技术产业开发区管委会获悉，{company}研制的{thing}已通过验收。",
    "{year}年{month}月，{company}的{thing}项目在{city}开工，总投资{money}亿元。",
)
CLAIMS = (
    "这是国内首款{thing}。",
    "作为我国第一个{thing}，该产品填补了国内空白。",
    "据{company}介绍，这是全球首个投入商用的{thing}。",
    "{city}因此成为全国唯一拥有{thing}生产线的城市。",
    "{company}力争三年内建成亚洲最大的{thing}生产基地。",
    "业内人士表示，{company}的产量位居全国第{rank}。",
    "该公司并非{province}最早从事这一领域的企业。",
    "{province}率先在全国出台支持政策。",
)
BODY = (
    "{year}年，{company}实现营业收入{money}亿元，同比增长{percent}%。",
    "目前，{city}已集聚相关企业{count}多家，从业人员超过{people}万人。",
    "{province}科学技术厅将在未来五年投入{money}亿元，支持{thing}等关键技术研发。",
    "项目占地约{count}亩，预计{year}年底前投产，年产能{people}万台。",
    "{city}大学与{company}联合成立实验室，聘请{rank}名专家。",
    "去年以来，{city}的出口额下降{percent}%，今年一季度已恢复增长。",
)
HEADINGS = ("从实验室到生产线", "产业集群加速形成", "下一步怎么走", "市场前景广阔")
# A run has such articles too: nothing in them, no Chinese.
BROKEN = ("", "No Chinese here.")


def make_articles(count: int) -> list[Article]:
    """So many articles of about 1,500 characters; the same ones each time."""
    chance = random.Random(20240307)
    source = (ROOT / "corpus/sample/article.txt").read_text(encoding="utf-8")
    sample = [source[start:end].strip() for start, end in split_sentences(source)]
    return [_broken(number) if number % 97 == 96 else _article(number, chance, sample) for number in range(count)]


def make_run(count: int, folder: Path) -> Path:
    """The tables of so many articles in a folder."""
    return write_run(extract_articles(make_articles(count)), folder)


def write_run(tables: Mapping[str, pa.Table], folder: Path) -> Path:
    """Tables in a folder, as a run leaves them."""
    folder.mkdir(parents=True)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


def _broken(number: int) -> Article:
    return Article(id=f"news/{number:05}", text=BROKEN[number % len(BROKEN)], source=f"news/{number:05}.txt")


def _article(number: int, chance: random.Random, sample: list[str]) -> Article:
    published = date(2022, 1, 3) + timedelta(days=chance.randrange(1000))
    at = chance.randrange(len(CITIES))
    words = {
        "company": chance.choice(COMPANIES),
        "city": CITIES[at],
        "province": PROVINCES[at],
        "thing": chance.choice(THINGS),
        "year": published.year,
        "month": published.month,
        "day": published.day,
    }

    def some(sentences: tuple[str, ...], many: int) -> list[str]:
        numbers = {
            "money": chance.randint(2, 900),
            "percent": chance.randint(20, 400) / 10,
            "count": chance.randint(2, 90) * 10,
            "people": chance.randint(1, 60),
            "rank": "一二三五"[chance.randrange(4)],
        }
        return [sentence.format(**words, **numbers) for sentence in chance.sample(sentences, many)]

    paragraphs = ["".join(some(LEADS, 1) + some(CLAIMS, chance.choice((0, 1, 1, 2))))]
    for heading in chance.sample(HEADINGS, 2):
        paragraphs += [heading, "".join(some(BODY, 3) + chance.sample(sample, 1))]
        paragraphs.append("".join(some(BODY, 3) + chance.sample(sample, 2)))
    paragraphs.append(f"（责任编辑：{chance.choice('王李张刘陈')}{chance.choice('明华芳伟敏')}）")
    return Article(
        id=f"news/{number:05}",
        title="{city}：{company}推出{thing}".format(**words),
        text="\n".join(paragraphs),
        published=published,
        publisher=chance.choice(PUBLISHERS),
        source=f"https://news.example/{published.year}/{number:05}.html",
    )
