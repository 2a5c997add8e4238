"""What an address most likely leads to, told from its host and path."""

from urllib.parse import urlsplit

from afterword.incidents.link_kinds import LinkKind

_HOSTS: tuple[tuple[LinkKind, tuple[str, ...]], ...] = (
    (LinkKind.CALL, ("zoom.us", "meet.google.com", "teams.microsoft.com", "teams.live.com", "whereby.com",
                     "meet.jit.si", "webex.com", "gotomeeting.com", "meeting.tencent.com", "vc.feishu.cn")),
    (LinkKind.CHAT, ("slack.com", "discord.com", "discord.gg", "chat.google.com", "mattermost.com", "zulipchat.com",
                     "applink.feishu.cn", "t.me")),
    (LinkKind.NOTEBOOK, ("colab.research.google.com", "observablehq.com", "deepnote.com", "mybinder.org")),
    (LinkKind.TICKET, ("atlassian.net/browse", "linear.app", "youtrack.cloud", "zendesk.com", "service-now.com",
                       "app.asana.com", "trello.com", "app.shortcut.com")),
    (LinkKind.DASHBOARD, ("grafana.net", "newrelic.com", "honeycomb.io", "splunkcloud.com", "kb.io")),
)  # fmt: skip
_WORDS: tuple[tuple[LinkKind, tuple[str, ...]], ...] = (
    (LinkKind.NOTEBOOK, ("/notebook", ".ipynb")),
    (LinkKind.RUNBOOK, ("/runbook", "/playbook")),
    (LinkKind.TICKET, ("/issues/", "/-/issues/", "/pull/", "/merge_requests/", "/browse/", "/ticket")),
    (LinkKind.DASHBOARD, ("/dashboard", "/d/", "/explore", "/graph")),
)
# The first label of a host that somebody runs themselves: grafana.example.com, jira.example.com.
_NAMES = {
    "grafana": LinkKind.DASHBOARD,
    "kibana": LinkKind.DASHBOARD,
    "dashboards": LinkKind.DASHBOARD,
    "prometheus": LinkKind.DASHBOARD,
    "jira": LinkKind.TICKET,
    "redmine": LinkKind.TICKET,
    "tickets": LinkKind.TICKET,
    "zoom": LinkKind.CALL,
    "meet": LinkKind.CALL,
    "chat": LinkKind.CHAT,
    "mattermost": LinkKind.CHAT,
    "zulip": LinkKind.CHAT,
    "runbooks": LinkKind.RUNBOOK,
    "jupyter": LinkKind.NOTEBOOK,
}


def guess_kind(url: str) -> LinkKind:
    """The kind; a document when nothing tells."""
    try:
        parts = urlsplit(url.strip().lower())
        host = parts.hostname or ""
    except ValueError:
        return LinkKind.DOCUMENT
    if host.split(".")[0] == "teams" and "/l/" in parts.path and "meetup-join" not in parts.path:
        return LinkKind.CHAT
    for kind, known in _HOSTS:
        if any(_is_at(host, parts.path, place) for place in known):
            return kind
    for kind, words in _WORDS:
        if any(word in f"{parts.path}/" for word in words):
            return kind
    return _NAMES.get(host.split(".")[0], LinkKind.DOCUMENT)


def _is_at(host: str, path: str, place: str) -> bool:
    name, _, rest = place.partition("/")
    return (host == name or host.endswith(f".{name}")) and path.startswith(f"/{rest}" if rest else "")
