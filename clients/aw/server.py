"""Talking to the server: requests of the HTTP API v1, refusals as sentences."""

import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from aw import __version__
from aw.account import Account
from aw.failures import NotSignedIn, Refused, Unreachable

Json = dict[str, Any]
Query = Mapping[str, str | Sequence[str]]
API = "/api/v1"
PAGE_LIMIT = 100
TIMEOUT = httpx.Timeout(60, connect=10)
PAUSES = (0.5, 2.0)  # seconds before asking again what may be asked again


class Server:
    """Someone's view of one server. Every method raises Refused, NotSignedIn or Unreachable."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self._client = httpx.Client(
            base_url=account.url,
            timeout=TIMEOUT,
            headers={
                "Authorization": f"Bearer {account.token}",
                "Accept-Language": "en",
                "User-Agent": f"aw/{__version__}",
            },
        )

    def get(self, path: str, query: Query | None = None) -> Json:
        return self._object(self._ask("GET", f"{API}{path}", query=query, is_repeatable=True))

    def text(self, path: str) -> str:
        """An answer that is not JSON."""
        return self._ask("GET", f"{API}{path}", is_repeatable=True).text

    def pages(self, path: str, query: Query, limit: int) -> Json:
        """As many items as wanted, from as many pages as needed; `next` is that of the last page."""
        page = self.get(path, {**query, "limit": str(min(limit, PAGE_LIMIT))})
        items = list(page["items"])
        while page["next"] and len(items) < limit:
            following = httpx.URL(page["next"]).copy_set_param("limit", min(limit - len(items), PAGE_LIMIT))
            page = self._object(self._ask("GET", str(following), is_repeatable=True))
            items += page["items"]
        return {"items": items, "next": page["next"]}

    def post(self, path: str, body: Json | None = None) -> Json:
        return self._object(self._ask("POST", f"{API}{path}", body=body or {}))

    def delete(self, path: str) -> None:
        self._ask("DELETE", f"{API}{path}")

    def post_once(self, path: str, body: Json) -> Json:
        """For what must not happen twice: a key of ours makes it safe to ask again when no answer came."""
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        return self._object(self._ask("POST", f"{API}{path}", body=body, headers=headers, is_repeatable=True))

    def page_of(self, url: str) -> str:
        """The full address of a page, to show to people."""
        return f"{self.account.url}{url}"

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: Json | None = None,
        headers: Mapping[str, str] | None = None,
        is_repeatable: bool = False,
    ) -> httpx.Response:
        pauses = list(PAUSES) if is_repeatable else []
        while True:
            try:
                response = self._client.request(method, path, params=query, json=body, headers=headers)
            except httpx.TransportError as error:
                if not pauses:
                    raise Unreachable(self._no_answer(error, method)) from error
                time.sleep(pauses.pop(0))
            else:
                return self._checked(response)

    def _no_answer(self, error: httpx.TransportError, method: str) -> str:
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            return f"Can't reach {self.account.url}: {error}."
        lost = "" if method == "GET" else " It may have arrived: look before you try again."
        return f"{self.account.url} did not answer.{lost}"

    def _checked(self, response: httpx.Response) -> httpx.Response:
        if response.is_success:
            return response
        if response.is_redirect:
            raise Unreachable(f"{self.account.url} has moved to {response.headers['location']}. Run `aw login` again.")
        problem = _problem(response)
        if problem is None:
            where = f"{self.account.url} answers {response.status_code}, but not like Afterword."
            raise Unreachable(f"{where} Is the address right, and is the server well?")
        if response.status_code == 401:
            raise NotSignedIn(f"{self.account.url}: {problem['detail']} Run `aw login`.")
        raise Refused(str(problem["detail"]), str(problem["code"]))

    def _object(self, response: httpx.Response) -> Json:
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise Unreachable(f"{self.account.url} answers, but not like Afterword. Is the address right?")
        return answer


def _problem(response: httpx.Response) -> Json | None:
    if not response.headers.get("content-type", "").startswith("application/problem+json"):
        return None
    try:
        problem = response.json()
    except ValueError:
        return None
    return problem if isinstance(problem, dict) and {"detail", "code"} <= problem.keys() else None
