"""The first version of the HTTP API, put together."""

from ninja import NinjaAPI

from afterword.api.auth import DOORS
from afterword.api.parser import JsonParser
from afterword.api.problems import answer_with_problems
from afterword.api.v1 import (
    business_impact,
    catalog,
    communications,
    followups,
    impacts,
    incidents,
    links,
    milestones,
    participation,
    postmortems,
    relations,
    report_comments,
    report_life,
    report_metrics,
    report_revisions,
    report_templates,
    roles,
    runbooks,
    service_catalog,
    steps,
    tasks,
    timeline,
    types_and_fields,
)

DESCRIPTION = """\
Send `Authorization: Bearer <token>`; tokens are made on your profile page. Bodies are JSON. Times are RFC 3339 with an
offset and come back in UTC. Refusals are problem documents (RFC 9457) with a stable `code`. Lists answer `items` and
the address of the `next` page. What you may not see is answered like what does not exist."""

api = NinjaAPI(
    title="Afterword",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api-1",
    auth=DOORS,
    parser=JsonParser(),
    openapi_url=None,  # ours is made once, with the problems in it: `reference.py`
    docs_url=None,
)
for module in (
    incidents,
    steps,
    timeline,
    impacts,
    business_impact,
    links,
    roles,
    participation,
    milestones,
    communications,
    relations,
    tasks,
    followups,
    postmortems,
    report_comments,
    report_life,
    report_metrics,
    report_revisions,
    runbooks,
    catalog,
    service_catalog,
    report_templates,
    types_and_fields,
):
    api.add_router("", module.router)
answer_with_problems(api)
