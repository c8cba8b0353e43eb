"""The door for programs as an ASGI application: who asks, may he, how often, and a line of the audit for every request.

Nothing here writes but the audit. A request is GET with a token (`Authorization: Bearer ins_…`); everything else is refused.
Guessing from one address is turned away after a few tries; a token that is known is let in from there all the same, for a proxy
or an office may stand behind one address.
"""

import json
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from inspection.access import Audit, may
from inspection.access import Refused as NotAdmitted
from inspection.access.attempts import address_key
from inspection.access.tokens import Token, Tokens
from inspection.api import answers
from inspection.api.asking import Asked, Wrong, asked_of, language_of
from inspection.api.limits import Pace, Turned
from inspection.api.openapi import document
from inspection.indicators import Unknown
from inspection.reading.answers import Source
from inspection.snapshots import Refused as NotSound
from inspection.warehouse import Reader, StoreError

LONGEST_QUERY = 4_000
"""Characters of what follows the question mark, at most."""
PER_MINUTE = 120
"""Requests of one token; of what has no token that is known, FAILURES from one address."""
FAILURES = 20
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}

FIGURE = ("lang", "where", "by", "as_of", "from", "to", "limit")
TABLE = ("lang", "where", "as_of", "from", "to", "limit")
PATHS: dict[str, tuple[str, tuple[str, ...]]] = {
    "/openapi.json": ("figures", ("lang",)),
    "/v1/indicators": ("figures", ("lang",)),
    "/v1/indicators/{id}": ("figures", FIGURE),
    "/v1/certified": ("figures", ("lang",)),
    "/v1/lineage/{id}": ("figures", ("lang",)),
    "/v1/tables": ("analysis", ("lang",)),
    "/v1/tables/{id}": ("analysis", TABLE),
}
"""Path -> the permission it takes, and the parameters it knows."""


class Api:
    """The application over a data home. `clock` tells the moment of a line of the audit. `behind_proxy`: a proxy stands before
    it, and the address is the one that it names; otherwise what a request says of its address is not believed."""

    def __init__(
        self, home: Path, *, clock: Callable[[], datetime] = datetime.now, per_minute: int = PER_MINUTE,
        behind_proxy: bool = False,
    ) -> None:  # fmt: skip
        self.home, self._clock, self.behind_proxy = home, clock, behind_proxy
        self.tokens, self.audit, self.reader = Tokens(home), Audit(home), Reader(home)
        self.pace, self.failures, self.turned = Pace(per_minute), Pace(FAILURES), Turned()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        response = await run_in_threadpool(self.answer, request)
        await response(scope, receive, send)

    def answer(self, request: Request) -> Response:
        """Answer a request, and note it: an answer that cannot be noted is not given."""
        address, lang = self._address(request), language_of(request.query_params.multi_items())
        token, guessed = None, address_key(address)
        try:
            token = self._token(request)
            found, status = self._found(request, token), 200
        except Wrong as wrong:
            found, status = {"error": _error(wrong, lang)}, wrong.status
        except (NotAdmitted, NotSound, StoreError) as fault:
            words = fault.words(lang) if hasattr(fault, "words") else ""
            found, status = {"error": _error(Wrong(503, "fault", reason=words or fault.code), lang)}, 503
        try:
            if token is None and not self.failures.take(guessed):
                self.turned.count(guessed)
                self.note_turned()
                return _json(429, {"error": _error(Wrong(429, "pace"), lang)}, {"Retry-After": "60"})
            self.note_turned()
            self._note(
                address, token, method=request.method, path=request.url.path[:300], query=request.url.query[:LONGEST_QUERY],
                status=status,
            )  # fmt: skip
        except NotAdmitted as fault:
            found, status = {"error": _error(Wrong(503, "fault", reason=fault.words(lang)), lang)}, 503
        more = {"WWW-Authenticate": "Bearer"} if status == 401 else {"Allow": "GET"} if status == 405 else {}
        return _json(status, found, more)

    def note_turned(self, *, all: bool = False) -> None:
        """Note how many were turned away: of an address the first at once, those after it a minute later in one line, with
        `all` now. Raises access.Refused where the audit cannot be written."""
        for address, count in self.turned.due(all=all):
            self._note(address, None, turned_away=count, status=429)

    def _note(self, address: str, token: Token | None, **details: object) -> None:
        who, roles = (token.who, (token.role,)) if token else ("", ())
        self.audit.note("asked_by_program", who, roles, address, self._clock(), **details)

    def _address(self, request: Request) -> str:
        """Where a request comes from: of those that the proxy lists the last, which it saw itself."""
        named = request.headers.getlist("x-forwarded-for") if self.behind_proxy else ()
        if named:
            return named[-1].split(",")[-1].strip()[:60]
        return request.client.host if request.client else ""

    def _token(self, request: Request) -> Token:
        """Whose request it is. Raises Wrong (401) without a token that is known, and where more than one is shown."""
        shown = request.headers.getlist("authorization")
        kind, _, token = shown[0].partition(" ") if len(shown) == 1 else ("", "", "")
        found = self.tokens.find(token.strip()) if kind.lower() == "bearer" else None
        if found is None:
            raise Wrong(401, "no_token")
        return found

    def _found(self, request: Request, token: Token) -> dict[str, object]:
        if request.method != "GET":
            raise Wrong(405, "method", method=request.method[:20])
        if not self.pace.take(token.name):
            raise Wrong(429, "pace")
        if len(request.url.query) > LONGEST_QUERY:
            raise Wrong(414, "long", most=LONGEST_QUERY)
        path, id = _path(request)
        permission, allowed = PATHS[path]
        if not may((token.role,), permission):
            raise Wrong(403, "not_allowed", role=token.role)
        asked = asked_of(request.query_params.multi_items(), allowed)
        if path == "/openapi.json":
            return document(PATHS)
        try:
            return self._told(path, id, asked, may((token.role,), "analysis"))
        except Unknown as unknown:
            raise Wrong(404, "unknown", name=id[:60], nearest=", ".join(unknown.nearest) or "—") from unknown

    def _told(self, path: str, id: str, asked: Asked, analyst: bool) -> dict[str, object]:
        source = self._source()
        if path == "/v1/indicators/{id}":
            return answers.indicator_told(source, id, asked, analyst=analyst)
        if path in ("/v1/tables/{id}", "/v1/lineage/{id}"):
            return (answers.table_of if path == "/v1/tables/{id}" else answers.lineage_told)(source, id, asked)
        if path == "/v1/certified":
            return answers.certified_told(source, asked)
        return (answers.indicators_told if path == "/v1/indicators" else answers.tables_told)(source, asked)

    def _source(self) -> Source:
        mart = self.reader.mart()
        if mart is None:
            raise Wrong(503, "no_data")
        return Source(mart, self.reader.settings(), self.reader.version())


def application(home: Path, **options: object) -> ASGIApp:
    """The door for programs over a data home; when it ends it notes whom it turned away last."""
    api = Api(home, **options)

    @asynccontextmanager
    async def lifespan(_app: Starlette):
        yield
        with suppress(NotAdmitted):  # the audit is busy: only a count is lost, and nobody waits for an answer any more
            await run_in_threadpool(api.note_turned, all=True)

    app = Starlette(lifespan=lifespan)
    app.mount("/", api)
    return app


def _path(request: Request) -> tuple[str, str]:
    """Which of PATHS it is, and the id in it, as the bytes were sent: no "..", no second slash, nothing behind. Raises Wrong."""
    path = request.scope["path"]
    if path in PATHS:
        return path, ""
    for known in PATHS:
        before, sign, _ = known.partition("{id}")
        id = path.removeprefix(before)
        if sign and path.startswith(before) and id and "/" not in id and id.isascii() and id.isprintable() and len(id) <= 100:
            return known, id
    raise Wrong(404, "path")


def _error(wrong: Wrong, lang: str) -> dict[str, str]:
    return {"code": wrong.code, "message": wrong.words(lang)}


def _json(status: int, told: dict, more: dict[str, str]) -> Response:
    body = json.dumps(told, ensure_ascii=False, allow_nan=False).encode("utf-8")
    return Response(body, status_code=status, media_type="application/json", headers={**HEADERS, **more})
