"""Signing in at a provider of OpenID Connect that runs here, through Streamlit's own routes."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from oidc_provider_mock import User, run_server_in_thread

from inspection.access import Audit
from tests.access.asking import Answer, Stream, ask, opens
from tests.access.conftest import with_account
from tests.browser.harness import Server, serve

RULES = """
[single_sign_on]
provider = "default"

[single_sign_on_roles]
"巡察办" = "steward"
"""
PEOPLE = (
    User(sub="u-steward", claims={"preferred_username": "钱管理", "roles": ["巡察办"]}),
    User(sub="u-reader", claims={"preferred_username": "孙书记", "roles": ["reader", "something else"]}),
    User(sub="u-guest", claims={"preferred_username": "过客", "roles": ["guest"]}),
    User(sub="u-thief", claims={"preferred_username": "某administrator", "roles": ["administrator"]}),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """A dashboard that sends people to a provider; it has an account of its own as well."""
    home = tmp_path_factory.mktemp("single")
    with_account(home, "某administrator", "administrator")
    (home / "access" / "access.toml").write_text(RULES, encoding="utf-8")
    with run_server_in_thread(user_claims=PEOPLE) as provider:
        for running in serve(["-m", "inspection.ui.serving.server"], home, home.parent / "server.log"):
            base = running.url.replace("127.0.0.1", "localhost")
            (home / "access" / "secrets.toml").write_text(
                f"""[auth]
redirect_uri = "{base}/oauth2callback"
cookie_secret = "{"k" * 43}"
client_id = "dashboard"
client_secret = "secret"
server_metadata_url = "http://localhost:{provider.server_port}/.well-known/openid-configuration"
""",
                encoding="utf-8",
            )
            yield Server(base, running.data_home, running.log_file)


class Browser:
    """Cookies and redirects of somebody who signs in."""

    def __init__(self, base: str) -> None:
        self.base, self.cookies = base, {}

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, address: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        at = urlsplit(address)
        base = f"{at.scheme}://{at.netloc}" if at.netloc else self.base
        path = (at.path.removeprefix(".") or "/") + (f"?{at.query}" if at.query else "")
        answer = ask(base, path, self.cookie if base == self.base else "", method=method, body=body, **headers)
        if base == self.base:
            for value in answer.cookies:
                for name, morsel in SimpleCookie(value).items():
                    if morsel["max-age"] == "0" or not morsel.value:
                        self.cookies.pop(name, None)
                    else:
                        self.cookies[name] = morsel.coded_value
        return answer

    def follow(self, address: str) -> Answer:
        """On and on until somewhere that answers itself."""
        for _ in range(8):
            answer = self.get(address)
            if answer.status not in (302, 303, 307):
                return answer
            address = answer.headers["location"].replace("../", "/")
        pytest.fail("led round in a circle")

    def sign_in(self, sub: str) -> Answer:
        """Through the provider as `sub`; the answer to the first page after it."""
        leads = self.get("/signin/single")
        assert leads.status == 303 and "/auth/login?provider=" in leads.headers["location"]
        asked = self.get(leads.headers["location"].replace("../", "/"))
        form = asked.headers["location"]
        granted = self.get(form, "POST", f"sub={sub}".encode(), Content_Type="application/x-www-form-urlencoded")
        return self.follow(granted.headers["location"])


def test_the_page_offers_the_provider_and_whoever_it_knows_is_in_with_the_roles_of_his_claim(server):
    browser = Browser(server.url)
    assert b"./signin/single" in browser.get("/signin").body
    assert browser.sign_in("u-steward").status == 200
    assert browser.get("/import").status == 200 and browser.get("/audit").status == 403
    assert "钱管理" in browser.get("/account").body.decode()
    with Stream(server.url, browser.cookie, page="import") as page:
        assert "file_uploader" in page.run().text()
    assert [line.who for line in Audit(server.data_home).read() if line.what == "sign_in"] == ["钱管理"]


def test_another_claim_is_another_role(server):
    browser = Browser(server.url)
    assert browser.sign_in("u-reader").status == 200
    assert browser.get("/clues").status == 200 and browser.get("/import").status == 403


@pytest.mark.parametrize("sub", ["u-guest", "u-thief"])
def test_without_a_role_or_under_the_name_of_an_account_of_the_house_nobody_comes_in(server, sub):
    browser = Browser(server.url)
    answer = browser.sign_in(sub)
    assert answer.status == 403 and "没有给他看板的角色" in answer.body.decode()
    assert browser.get("/clues").status in (303, 403) and opens(server.url, browser.cookie).status == 403


def test_whoever_signs_out_is_out_also_with_the_cookies_he_kept(server):
    browser = Browser(server.url)
    browser.sign_in("u-reader")
    kept = dict(browser.cookies)
    browser.get("/account", "POST", b"do=out", Content_Type="application/x-www-form-urlencoded", Origin=server.url)
    assert browser.get("/clues").status == 303
    browser.cookies = kept
    assert browser.get("/clues").status == 403, "what the provider said lets in once"
    assert opens(server.url, browser.cookie).status == 403


@pytest.mark.long
def test_a_cookie_that_nobody_signed_lets_nobody_in(server):
    browser = Browser(server.url)
    browser.sign_in("u-reader")
    value = browser.cookies["_streamlit_user"]
    for forged in (value[:-4] + "AAAA", re.sub(r"^.", "x", value), '{"is_logged_in": true, "sub": "u-steward"}'):
        other = Browser(server.url)
        other.cookies = {"_streamlit_user": forged}
        assert other.get("/clues").status == 303 and opens(server.url, other.cookie).status == 403
