"""The words of an incident's title, and which of them say little because every other incident has them."""

import re

from afterword.core.search.text import words_of

_SAY_NOTHING = frozenset(words_of(
    "a about after again all also an and any are as at be because been before being but by can could do does during "
    "for from had has have how i if in into is it its just more most my no not of off on only or our out over since "
    "so some still than that the their then there these they this to too under until very was we were what when "
    "where which while who why will with you your test"
))  # fmt: skip
_SAY_LITTLE = frozenset(words_of(
    "alarm alert api app application bad break broke broken cannot connect connection crash crashed crashing critical "
    "customer degraded delay delayed dies dead down downtime error exception fail failed failing failure high incident "
    "issue latency load low major many minor missing multiple new outage page partial performance prod production "
    "problem reach report request respond response return returning server service site slow slowness spike stopped "
    "stuck system time timeout timing unable unavailable unreachable unresponsive up user website working wrong"
))  # fmt: skip
_CHINESE_PARTICLES = re.compile("正在|所有|全部|我们|目前|突然|再次|仍然|一直|的|了|是|和|与|被")
# Longer before what they begin with.
_CHINESE_SAYING_LITTLE = re.compile(
    "不可用|不能用|用不了|打不开|无法|不能|失败|错误|报错|出错|异常|故障|问题|超时|缓慢|变慢|很慢|太慢|延迟|中断"
    "|宕机|崩溃|停止|挂了|挂掉|无响应|没反应|不工作|不正常|告警|报警|警报|过高|升高|服务器|服务|系统|用户|客户|线上"
    "|生产|环境|接口|网站|页面|应用|访问|使用|部分|大量|出现|发生|响应|返回|请求|连接"
)


def title_words(title: str) -> frozenset[str]:
    """What the title speaks of, without small words.

    Chinese words that say little are cut out whole: pairs that reach from one into the next would seem to say much.
    """
    rest = _CHINESE_PARTICLES.sub(" ", _CHINESE_SAYING_LITTLE.sub(" ", title))
    words = (word for word in words_of(rest) if len(word) > 1 and word not in _SAY_NOTHING)
    return frozenset([*words, *_CHINESE_SAYING_LITTLE.findall(title)])


def says_little(word: str) -> bool:
    """Whether sharing this word is no sign that two incidents are the same."""
    return word in _SAY_LITTLE or word.isdigit() or _CHINESE_SAYING_LITTLE.fullmatch(word) is not None
