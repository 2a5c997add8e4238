"""`/live/hints`: tells a page which of the things on it have changed, so that it fetches them again.

In: {"subscribe": ["incident:142", ...]}. Out: {"changed": "incident:142", "head": 57}, at once and after every change;
{"unknown": "incident:142"} for what does not exist or may not be seen, also later; {"error": "..."}.
Closes with 4401 when the session or token ends, 1008 when a client talks too much, 1003 and 1009 for binary and
for overlong messages.
"""

import asyncio
import json
import time
from collections import deque

from afterword.core.asgi import Message, Receive, Scope, Send
from afterword.live.auth import PROTOCOL, guest_of
from afterword.live.database import in_database
from afterword.live.listener import MOST_TOPICS, POLICY, Listener
from afterword.live.origin import is_from_us
from afterword.live.tail import Tail, the_tail

LONGEST_MESSAGE = 8192
MOST_MESSAGES, MESSAGES_SECONDS = 20, 10.0
NO_BINARY, TOO_LONG = 1003, 1009


async def hints(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one socket until either side closes it."""
    await receive()
    if not is_from_us(scope):
        return await refuse(send, 403)
    guest = await in_database(guest_of, scope)
    if guest is None:
        return await refuse(send, 401)
    subprotocol = PROTOCOL if PROTOCOL in scope.get("subprotocols", []) else None
    await send({"type": "websocket.accept", "subprotocol": subprotocol})
    listener, tail = Listener(guest), the_tail()
    tail.join(listener)
    sender = asyncio.create_task(listener.send_all(send))
    try:
        await _converse(receive, listener, tail)
    finally:
        tail.leave(listener)
        sender.cancel()


async def refuse(send: Send, status: int) -> None:
    """Answer a socket's request without opening it."""
    await send({"type": "websocket.http.response.start", "status": status, "headers": []})
    await send({"type": "websocket.http.response.body", "body": b""})


async def _converse(receive: Receive, listener: Listener, tail: Tail) -> None:
    heard_at: deque[float] = deque(maxlen=MOST_MESSAGES)
    while (message := await receive())["type"] == "websocket.receive":
        now = time.monotonic()
        if len(heard_at) == MOST_MESSAGES and now - heard_at[0] < MESSAGES_SECONDS:
            listener.close(POLICY)
            continue
        heard_at.append(now)
        if code := _close_code_for(message):
            listener.close(code)
            continue
        topics = _topics_in(str(message["text"]))
        if topics is None:
            listener.refuse('Send {"subscribe": ["incident:142"]}.')
        elif len(topics | listener.known.keys()) > MOST_TOPICS:
            listener.refuse(f"At most {MOST_TOPICS} topics can be followed.")
        else:
            await tail.follow(listener, topics)


def _close_code_for(message: Message) -> int:
    text = message.get("text")
    if text is None:
        return NO_BINARY
    return TOO_LONG if len(text) > LONGEST_MESSAGE else 0


def _topics_in(text: str) -> set[str] | None:
    """The topics to subscribe to, or None when the message is something else."""
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        return None
    topics = asked.get("subscribe") if isinstance(asked, dict) else None
    if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
        return None
    return set(topics)
