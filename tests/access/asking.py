"""A server with accounts, and somebody who asks it for things: plain requests, and the stream of a page as a browser speaks it.

    python -m tests.access.asking ADDRESS HOME      lists address x role x session with what was answered
"""

import http.client
import re
import ssl
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

WITHIN = 90  # seconds for a page to run


@dataclass
class Answer:
    """Status, body and headers of a request, and each cookie it sets; 101 for a stream that was opened."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)


def ask(base: str, path: str, cookie: str = "", *, method: str = "GET", accept: str = "text/html", body: bytes = b"",
        **headers: str) -> Answer:  # fmt: skip
    """One request, nothing followed."""
    at = urlsplit(base)
    trusting = ssl._create_unverified_context() if at.scheme == "https" else None
    made = (
        http.client.HTTPSConnection(at.hostname, at.port, timeout=WITHIN, context=trusting)
        if trusting
        else http.client.HTTPConnection(at.hostname, at.port, timeout=WITHIN)
    )
    sent = {"Accept": accept, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if cookie:
        sent["Cookie"] = cookie
    try:
        made.request(method, path, body or None, sent)
        answer = made.getresponse()
        body, told = answer.read(), answer.getheaders()
        given = [value for name, value in told if name.lower() == "set-cookie"]
        return Answer(answer.status, body, {k.lower(): v for k, v in told}, given)
    finally:
        made.close()


class Stream:
    """The stream of a page, opened with a cookie. `session` is Streamlit's, `files` the downloads it offers."""

    def __init__(self, base: str, cookie: str = "", page: str = "", query: str = "", take_up: str = ""):
        at = urlsplit(base)
        secure = at.scheme == "https"
        self.session, self.files, self.texts, self.raw = "", [], [], b""
        self._page, self._query, self._hash = page, query, ""
        protocols = ["streamlit", "x", take_up] if take_up else ["streamlit"]
        self._socket = connect(
            f"{'wss' if secure else 'ws'}://{at.netloc}/_stcore/stream", subprotocols=protocols, max_size=None,
            additional_headers={"Cookie": cookie} if cookie else None, origin=base,
            ssl=ssl._create_unverified_context() if secure else None, proxy=None,
        )  # fmt: skip

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def run(self) -> "Stream":
        """Run the page from top to bottom; what it shows is in `texts`, all that was sent in `raw`."""
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = self._query, self._page
        message.rerun_script.widget_states.SetInParent()
        self._socket.send(message.SerializeToString())
        self.files, self.texts = [], []
        while True:
            sent = self._socket.recv(timeout=WITHIN)
            self.raw += sent
            told = ForwardMsg.FromString(sent)
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self.session = told.new_session.initialize.session_id or self.session
            elif kind == "delta":
                self.texts.append(str(told.delta))
                element = told.delta.new_element
                if element.WhichOneof("type") == "download_button":
                    self.files.append(element.download_button)
            elif kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return self

    def take(self, at: int = 0) -> str:
        """Press a download: the address of the file."""
        button = self.files[at]
        if button.url:
            return button.url
        message = BackMsg()
        request = message.backend_operation_request
        request.request_id, request.session_id = "1", self.session
        request.deferred_file.file_id = button.deferred_file_id
        self._socket.send(message.SerializeToString())
        while True:
            told = ForwardMsg.FromString(self._socket.recv(timeout=WITHIN))
            if told.WhichOneof("type") == "backend_operation_response":
                assert not told.backend_operation_response.error_msg, told.backend_operation_response.error_msg
                return told.backend_operation_response.deferred_file.url

    def text(self) -> str:
        """All that was sent of the page."""
        return "\n".join(self.texts)


def opens(base: str, cookie: str = "", take_up: str = "") -> Answer:
    """Whether the stream of a page is opened: 101, or the status of the refusal."""
    try:
        with Stream(base, cookie, take_up=take_up):
            return Answer(101)
    except InvalidStatus as refused:
        return Answer(refused.response.status_code)


def signed_in(base: str, name: str, password: str) -> str:
    """The cookie of somebody who has signed in on the page."""
    from urllib.parse import urlencode

    form = urlencode({"name": name, "password": password, "next": "/"}).encode()
    answer = ask(base, "/signin", method="POST", body=form, Content_Type="application/x-www-form-urlencoded", Origin=base)
    assert answer.status == 303, (answer.status, answer.body[:300])
    return answer.headers["set-cookie"].partition(";")[0]


if __name__ == "__main__":
    from tests.access.matrix import listed

    for line in listed(sys.argv[1], Path(sys.argv[2])):
        print(line)
    sys.exit(0 if re.match("http", sys.argv[1]) else 2)
