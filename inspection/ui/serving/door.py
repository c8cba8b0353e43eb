"""The door before every address: who asks is looked up at each request, and whoever may not is told so and gets nothing.

Open to all are the public site (inspection.ui.serving.public), the look of the sign-in page, the sign-in page itself and the
sign that the server is up. Everything else - pages, the stream of a page, downloads, uploads, pictures, Streamlit's own
addresses - asks for a session, and what belongs to somebody's session is his alone.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote, urlsplit

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from inspection.access import ANYBODY, PAGES, Doors, Refused, Visitor, nobody_asked
from inspection.ui.pieces import visitor as asking
from inspection.ui.serving.signing_in import language_of, page, set_session
from inspection.warehouse import data_home

FREE = re.compile(r"/look/.*|/static/.*|/signin(/single)?|/auth/login|/oauth2callback|(/[a-z_]+)?/_stcore/health")
"""Addresses that ask nobody: what belongs to the program, and the ways in."""
SHUT = re.compile(
    r"(/[a-z_]+)?/_stcore/(metrics|message|allowed-message-origins|script-health-check|agent.*)|/auth/logout"
)
"""Addresses of Streamlit's that nobody needs here."""
MEDIA, UPLOAD, STREAM = re.compile(r"/media/(.+)"), re.compile(r"/_stcore/upload_file/([^/]*)/.*"), "/_stcore/stream"
STATE = "/account/state"
ASKED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"})
"""What the browser asks of a page's stream. Whoever writes his own messages could ask more of Streamlit: to empty what is kept
for all readers (clear_cache), what lies in the program's folder (load_git_info)."""


class Door:
    """ASGI middleware. `behind_proxy`: a proxy stands before the server, the address is the one it names, and nobody counts
    as sitting at this machine."""

    def __init__(self, app: ASGIApp, behind_proxy: bool = False) -> None:
        self.app, self.behind_proxy = app, behind_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope["inspection.address"] = address = self._address(scope)
        scope["inspection.behind_proxy"] = self.behind_proxy
        path = scope["path"]
        if scope["type"] == "websocket":
            await self._stream(scope, receive, send, address)
        elif not path.isprintable():  # to Starlette's routes "/media/x" and "/media/x\n" are one, to the rules here two
            await PlainTextResponse("", status_code=404)(scope, receive, send)
        elif FREE.fullmatch(path):
            await self.app(scope, receive, send)
        elif SHUT.fullmatch(path):
            await PlainTextResponse("", status_code=404)(scope, receive, send)
        else:
            await self._asked(scope, receive, send, address)

    def _address(self, scope: Scope) -> str:
        """Where the request comes from: of those the proxy lists, the last, which it saw itself."""
        direct = scope["client"][0] if scope.get("client") else "127.0.0.1"
        named = Headers(scope=scope).getlist("x-forwarded-for") if self.behind_proxy else ()
        return named[-1].split(",")[-1].strip()[:60] if named else direct

    def _visitor(self, scope: Scope, address: str, *, click: bool) -> Visitor | None:
        """Who asks; None for nobody who may. Raises Refused where accounts or rules cannot be read."""
        headers = Headers(scope=scope)
        given = cookie_parser(headers.get("cookie", ""))
        if self.behind_proxy:  # the plain one could have been set by a page of another host of the same domain
            given.pop(asking.COOKIE, None)
        found = asking.known(given, dict(headers.items()), address, datetime.now(), click=click)
        if found is None and not self.behind_proxy and address in asking.LOOPBACK and nobody_asked(data_home()):
            return ANYBODY
        return found

    async def _asked(self, scope: Scope, receive: Receive, send: Send, address: str) -> None:
        path, lang = scope["path"], language_of(scope)
        wants_page = scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
        try:
            found = self._visitor(scope, address, click=path != STATE)
        except Refused as refused:
            answer = page("closed", lang, status=503, sentence=refused.words(lang))
            await answer(scope, receive, send)
            return
        answer: Response | None = None
        name = path.strip("/") or "overview"
        if found is None:
            answer = self._let_in(scope, address, lang, wants_page)
        elif name in PAGES and not found.may_open(name) and path != "/":
            answer = page("closed", lang, status=403, sentence_key="not_yours", way=_root(path))
        elif name == found.first_page and path != "/":  # it stands at the root, with whatever the address asks of it
            answer = RedirectResponse(_root(path) + _query(scope), status_code=307)
        elif not self._his(path, found):
            answer = PlainTextResponse("", status_code=404)
        if answer is not None:
            await answer(scope, receive, send)
            return
        scope["inspection.visitor"] = found
        await self.app(scope, receive, _unstored(send, path))

    def _let_in(self, scope: Scope, address: str, lang: str, wants_page: bool) -> Response:
        """What is answered to somebody nobody knows: by a single sign-on just now he is let in, else asked who he is."""
        if not wants_page:
            return PlainTextResponse("", status_code=401)
        doors, path = Doors(data_home()), scope["path"]
        to = f"{path[1:]}{_query(scope)}"
        claims = asking.claims_of(cookie_parser(Headers(scope=scope).get("cookie", "")))
        if claims is not None:
            try:
                secret = doors.admit(claims, address, datetime.now())
            except Refused as refused:
                answer = page("sign_in", lang, status=403, sentence=refused.words(lang))
                answer.delete_cookie(asking.USER_COOKIE_NAME)
                return answer
            return set_session(RedirectResponse(_root(path) + to, status_code=303), secret, self.behind_proxy)
        if not doors.accounts.all() and not doors.by_others():
            return page("closed", lang, status=503, sentence_key="first_account")
        said = f"{_root(path)}signin?next={quote(f'/{to}', safe='')}" + ("&lang=en" if lang == "en" else "")
        return RedirectResponse(said, status_code=303)

    @staticmethod
    def _his(path: str, visitor: Visitor) -> bool:
        """Whether what a path names is the visitor's: a file shown or offered to his session, an upload into it."""
        owner = visitor.owner
        if found := UPLOAD.fullmatch(path):
            return asking.OWNERS.get(found[1]) == owner
        if found := MEDIA.fullmatch(path):
            shown = any(asking.OWNERS.get(session) == owner for session in sessions_shown(found[1]))
            return shown or (owner, found[1].partition(".")[0]) in _made
        return True

    async def _stream(self, scope: Scope, receive: Receive, send: Send, address: str) -> None:
        """The stream of a page: opened to whoever is known, and asked anew at every message of his."""
        try:
            found = self._visitor(scope, address, click=True)
        except Refused:
            found = None
        if found is None or scope["path"] != STREAM or not _own_page(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 4401})
            return
        self._own_session_only(scope, found)
        owner = found.owner

        async def still() -> Message:
            nonlocal owner
            message = await receive()
            while _unasked_for(message):
                message = await receive()
            if message["type"] == "websocket.receive":
                try:
                    now = self._visitor(scope, address, click=True)
                except Refused:
                    now = None
                if now is not None and now.owner[:2] == owner[:2] and _whole_run(message):
                    owner = now.owner  # the page is made anew, for the roles he has now; a file offered to others is not
                if now is None or now.owner != owner or _takes_anothers(message, owner):
                    await send({"type": "websocket.close", "code": 4401})
                    return {"type": "websocket.disconnect", "code": 4401}
            return message

        async def told(message: Message) -> None:
            _remember_made(message, owner)
            await send(message)

        await self.app(scope, still, told)

    @staticmethod
    def _own_session_only(scope: Scope, visitor: Visitor) -> None:
        """Take out of the request a Streamlit session that is not the visitor's: its id alone would give him all it holds."""
        headers = MutableHeaders(scope=scope)
        parts = [part.strip() for part in headers.get("sec-websocket-protocol", "").split(",")]
        if len(parts) > 2 and asking.OWNERS.get(parts[2]) != visitor.owner:
            headers["sec-websocket-protocol"] = ", ".join(parts[:2])
            scope["subprotocols"] = parts[:2]


def _query(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"?{query}" if query else ""


def _root(path: str) -> str:
    """The way from an address to the first page, whatever folder of a proxy's the dashboard stands in."""
    return "../" * (path.count("/") - 1) or "./"


def _own_page(headers: Headers) -> bool:
    """Whether a stream was asked for by a page of this very server: to a browser another port of this host is the same site,
    and to Streamlit every page of this machine's is one of its own."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def sessions_shown(name: str) -> Iterable[str]:
    """The sessions of Streamlit to which a media file is shown or offered, by its name in the address."""
    if not Runtime.exists():
        return ()
    held, id = Runtime.instance().media_file_mgr, name.partition(".")[0]
    with held._lock:
        shown = [s for s, places in held._files_by_session_and_coord.items() if id in places.values()]
        return shown + [s for s, offered in held._deferred_ids_by_session.items() if id in offered]


_made: dict[tuple[tuple[str, ...], str], None] = {}
"""(owner, file) of the files made when their download was pressed, which Streamlit itself gives to no session; in order."""
MADE_AT_MOST = 5000
SMALL = 2000  # bytes of a message that can be the answer to a press


def _unasked_for(message: Message) -> bool:
    """Whether a message asks for what no page does. One that cannot be read is Streamlit's to turn away."""
    try:
        asked = BackMsg.FromString(message.get("bytes") or b"").WhichOneof("type")
    except DecodeError:
        return False
    return message["type"] == "websocket.receive" and asked not in (None, *ASKED)


def _whole_run(message: Message) -> bool:
    """Whether a message asks for a page from top to bottom, which asks itself who sits before it."""
    try:
        asked = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return False
    return asked.WhichOneof("type") == "rerun_script" and not asked.rerun_script.fragment_id


def _takes_anothers(message: Message, owner: tuple[str, ...]) -> bool:
    """Whether a message asks for a file that was offered to somebody else: Streamlit makes it for whoever names it."""
    try:
        asked = BackMsg.FromString(message.get("bytes") or b"").backend_operation_request
    except DecodeError:  # Streamlit says so
        return False
    id = asked.deferred_file.file_id
    offered = bool(id) and id in Runtime.instance().media_file_mgr._deferred_callables
    return offered and not any(asking.OWNERS.get(session) == owner for session in sessions_shown(id))


def _remember_made(message: Message, owner: tuple[str, ...]) -> None:
    """Note whose a file is, from the answer that tells his browser where it lies."""
    data = message.get("bytes") or b""
    if message["type"] != "websocket.send" or not 0 < len(data) < SMALL:
        return
    told = ForwardMsg.FromString(data)
    if told.WhichOneof("type") == "backend_operation_response":
        url = told.backend_operation_response.deferred_file.url
        if found := re.search(r"media/([^/?.]+)", url):
            _made[owner, found[1]] = None
            while len(_made) > MADE_AT_MOST:
                del _made[next(iter(_made))]


def _unstored(send: Send, path: str) -> Send:
    """Nothing of what somebody was shown or took stays in a cache on the way."""
    if not MEDIA.fullmatch(path):
        return send

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            headers["Cache-Control"] = "no-store"
            message = {**message, "headers": headers.raw}
        await send(message)

    return sent


def forget_sessions() -> None:
    """Let go who owned sessions that are gone."""
    if Runtime.exists():
        known = {info.session.id for info in Runtime.instance()._session_mgr.list_sessions()}
        for session in [one for one in asking.OWNERS if one not in known]:
            asking.OWNERS.pop(session, None)
