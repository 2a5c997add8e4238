from afterword.core.asgi import Receive, Scope, Send


async def hints(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close"})
