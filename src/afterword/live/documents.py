"""`/live/documents/<id>`: where editors of a text meet. The y-websocket protocol; see `rooms/wire.py`.

`?acks=1` asks for acknowledgements and standing. `?schema=N` says which schema the editor has. Closes with 4401 when
the session or token ends, 4403 when the text takes no more updates, 4404 when the person may not see it any more,
4409 when the editor's schema is older than ours, 4400 and 1009 for malformed and overlong messages, 1013 when it is to
come back later; answers 401, 403 and 404 instead of opening.
"""

from urllib.parse import parse_qs
from uuid import UUID

from afterword.core.asgi import Receive, Scope, Send
from afterword.documents.models import Document
from afterword.live.auth import PROTOCOL
from afterword.live.database import in_database
from afterword.live.hints import refuse
from afterword.live.origin import is_from_us
from afterword.live.rooms import rows
from afterword.live.rooms.connection import AGAIN_LATER, TOO_LONG, Connection
from afterword.live.rooms.house import the_house
from afterword.live.rooms.pipe import pipe_of
from afterword_text.schema import schema

PREFIX = "/live/documents/"
OLD_SCHEMA = 4409
MOST_IN_A_ROOM = 1000


async def documents(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one socket until either side closes it."""
    await receive()
    if not is_from_us(scope):
        return await refuse(send, 403)
    document_id = UUID(scope["path"].removeprefix(PREFIX))
    admitted = await in_database(rows.admit, scope, document_id)
    if admitted is None:
        return await refuse(send, 401)
    if admitted.role is None:
        return await refuse(send, 404)
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    house = the_house()
    code = 0
    try:
        room = await house.open(document_id)
    except Document.DoesNotExist:
        return await refuse(send, 404)
    except rows.TooLarge:
        code = TOO_LONG
    else:
        code = AGAIN_LATER if len(room.connections) >= MOST_IN_A_ROOM else code
    if _is_older(asked.get("schema", [""])[0]):
        code = OLD_SCHEMA
    subprotocol = PROTOCOL if PROTOCOL in scope.get("subprotocols", []) else None
    await send({"type": "websocket.accept", "subprotocol": subprotocol})
    if code:
        await send({"type": "websocket.close", "code": code})
        return None
    connection = Connection(admitted.guest, admitted.role, pipe_of(scope), wants_more=asked.get("acks") == ["1"])
    room.join(connection)
    try:
        while (await receive())["type"] != "websocket.disconnect":
            pass  # text; what is binary goes straight to the connection
    finally:
        room.leave(connection)


def _is_older(version: str) -> bool:
    return version.isdecimal() and int(version[:9]) < schema().version
