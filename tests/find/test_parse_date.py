"""What a speaker means."""

from datetime import datetime, timedelta

import pytest
from zhfacts.find.parse_date import parse_date

TUESDAY = datetime(2013, 2, 12, 4, 30)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("今天", "2013-02-12"),
        ("大后天", "2013-02-15"),
        ("大大后天", "2013-02-16"),
        ("星期二", "2013-02-19"),
        ("禮拜五", "2013-02-15"),
        ("上周日", "2013-02-10"),
        ("下下周", "2013-02-25/2013-03-03"),
        ("下周末", "2013-02-23/2013-02-24"),
        ("下个月二十號", "2013-03-20"),
        ("去年本月十日", "2012-02-10"),
        ("3月8号", "2013-03-08"),
        ("1月8号", "2014-01-08"),
        ("12号", "2013-02-12"),
        ("30日", "2013-03-30"),
        ("2月29日", "2016-02-29"),
        ("礼拜天, 二月十号", "2013-02-10"),
        ("十月的第一个星期一", "2013-10-07"),
        ("五月第一周", "2013-05-06/2013-05-12"),
        ("2025年第一天", "2025-01-01"),
        ("去年的前10天", "2012-01-01/2012-01-10"),
        ("2021年的最后4个月", "2021-09/2021-12"),
        ("6月上旬", "2013-06-01/2013-06-10"),
        ("07年第三季度", "2007-07/2007-09"),
        ("零七年八月二十九号", "2007-08-29"),
        ("98年4月", "1998-04"),
        ("上世纪80年代", "1980/1989"),
        ("国庆", "2013-10-01"),
        ("五一", "2013-05-01"),
        ("元旦节", "2014-01-01"),
        ("2019年感恩节到2021年母亲节", "2019-11-28/2021-05-09"),
        ("去年八月十五", "2012-09-30"),
        ("闰四月", "2020-05-23/2020-06-20"),
        ("1991年农历8月23号", "1991-09-30"),
        ("今明两年", "2013/2014"),
        ("上两个月", "2012-12/2013-01"),
        ("下三年", "2014/2016"),
        ("前两天", "2013-02-10/2013-02-11"),
        ("七年后", "2020"),
        ("5天前", "2013-02-07"),
        ("一年半后", "2014-08"),
        ("三點", "2013-02-12T15:00"),
        ("下午三点十五", "2013-02-12T15:15"),
        ("3:15pm", "2013-02-12T15:15"),
        ("今晚8点", "2013-02-12T20:00"),
        ("上月30号12:37", "2013-01-30T12:37"),
        ("20240307", "2024-03-07"),
        ("10/31/1974", "1974-10-31"),
        ("13.5.2015", "2015-05-13"),
        ("2018-11-29 18:59", "2018-11-29T18:59"),
        ("1999.08-2002.02", "1999-08/2002-02"),
        ("从2015年1月至12月", "2015"),
        ("1985到89年9月", "1985-01/1989-09"),
        ("自2020-05-26起至2020-05-29止", "2020-05-26/2020-05-29"),
        ("9月10号，11号，12号", "2013-09-10/2013-09-12"),
        ("每两年", "R/P2Y"),
        ("苹果", None),
        ("", None),
        ("三天两头", None),
        ("13月40日", None),
        ("9999999999", None),
    ],
)
def test_value(text: str, value: str | None) -> None:
    parsed = parse_date(text, TUESDAY)
    assert (parsed and parsed.value) == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("明天上午", datetime(2013, 2, 13, 8), datetime(2013, 2, 13, 12)),
        ("情人节晚上", datetime(2013, 2, 14, 18), datetime(2013, 2, 15)),
        ("后三小时", datetime(2013, 2, 12, 5), datetime(2013, 2, 12, 8)),
        ("近三个月", datetime(2012, 11, 12), datetime(2013, 2, 12, 4, 30, 1)),
        ("60日内", TUESDAY, datetime(2013, 4, 14)),
        ("从去年9月起", datetime(2012, 9, 1), datetime(2013, 2, 12, 4, 30, 1)),
        ("在2007年与2009年之间", datetime(2007, 1, 1), datetime(2009, 1, 1)),
        ("今天下午1点半到3点", datetime(2013, 2, 12, 13, 30), datetime(2013, 2, 12, 15, 0, 1)),
        ("17分钟后", datetime(2013, 2, 12, 4, 47), datetime(2013, 2, 12, 4, 48, 1)),
    ],
)
def test_interval(text: str, start: datetime, end: datetime) -> None:
    parsed = parse_date(text, TUESDAY)
    assert parsed is not None
    assert (parsed.start, parsed.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("两年", timedelta(days=730)),
        ("半个月", timedelta(days=15)),
        ("一個半鐘", timedelta(minutes=90)),
        ("個半小時", timedelta(minutes=90)),
        ("五點五分鐘", timedelta(minutes=5, seconds=30)),
        ("三個字", timedelta(minutes=15)),
        ("兩小時十分", timedelta(hours=2, minutes=10)),
        ("一年又一个月21天", timedelta(days=416)),
        ("两天又一个月", timedelta(days=32)),
        ("五 日", timedelta(days=5)),
        ("三天三夜", timedelta(days=3)),
        ("70多分钟", timedelta(minutes=70)),
    ],
)
def test_amount_of_time(text: str, length: timedelta) -> None:
    parsed = parse_date(text)
    assert parsed is not None
    assert parsed.seconds == length.total_seconds()


@pytest.mark.parametrize("text", ["5日", "24年"])
def test_what_may_be_both_is_read_as_both(text: str) -> None:
    parsed = parse_date(text, TUESDAY)
    assert parsed is not None
    assert parsed.start is not None
    assert parsed.seconds is not None


def test_without_a_reference_only_full_dates_are_read() -> None:
    parsed = parse_date("2013年5月4日")
    assert parsed is not None
    assert parsed.value == "2013-05-04"
    assert parse_date("明天") is None


@pytest.mark.parametrize(
    "text", ["9000年前", "5000年后", "99999999年", "9999年12月31日", "第9999年", "0年", "2023年0月", "大" * 40 + "后天"]
)
def test_what_is_out_of_the_calendar_is_none_or_read(text: str) -> None:
    parsed = parse_date(text, TUESDAY)
    assert parsed is None or parsed.date_type
