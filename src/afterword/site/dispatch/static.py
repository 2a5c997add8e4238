"""The built files, from memory."""

import hashlib

from afterword.core.asgi import Scope, header
from afterword.site.dispatch.answer import Answer, plain
from afterword.web.assets import Asset, asset_table

PREFIX = "/static/"
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")  # the path names the content


def static_answer(scope: Scope) -> Answer:
    """A file of the asset table, packed where the client takes it; 404, 405 and 304 as usual."""
    if scope["method"] not in ("GET", "HEAD"):
        return plain(405, "Files are only read.", (b"allow", b"GET, HEAD"))
    asset = asset_table().lookup(scope["path"])
    if asset is None:
        return plain(404, "There is no such file.")
    packed = asset.gzip_body if _takes_gzip(scope) else None
    etag = _etag(asset, is_packed=packed is not None)
    common = [(b"etag", etag), _FOR_EVER, (b"vary", b"accept-encoding"), (b"x-content-type-options", b"nosniff")]
    if etag in (header(scope, b"if-none-match") or b"").replace(b" ", b"").split(b","):
        return Answer(304, common)
    body = packed if packed is not None else asset.body
    headers = [*common, (b"content-type", asset.content_type.encode()), (b"content-length", str(len(body)).encode())]
    if packed is not None:
        headers.append((b"content-encoding", b"gzip"))
    return Answer(200, headers, body)


def _takes_gzip(scope: Scope) -> bool:
    offered = (header(scope, b"accept-encoding") or b"").replace(b" ", b"").split(b",")
    return any(item == b"gzip" or (item.startswith(b"gzip;q=") and item != b"gzip;q=0") for item in offered)


def _etag(asset: Asset, *, is_packed: bool) -> bytes:
    # Strong, so the packed form needs its own (RFC 9110 section 8.8.3).
    digest = hashlib.blake2b(asset.body, digest_size=9).hexdigest()
    return f'"{digest}{"-gz" if is_packed else ""}"'.encode()
