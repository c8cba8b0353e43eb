"""nginx as deploy/ sets it up, on free ports of the loopback address, before whatever listens on a port."""

import os
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.browser.harness import free_port

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NAME = "inspection.example.cn"
API = "api.localhost"
"""Under which name the door for programs stands in the tests."""
MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log warn;
{user}
events {{ worker_connections 512; }}
http {{
    types {{ }}
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/sites-enabled/*;
}}
"""


def program() -> str:
    """Where nginx is; a machine without it skips, CI fails."""
    found = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if found is None:
        sentence = "no nginx here: install the package nginx-light"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return found


def certificate(folder: Path) -> None:
    """A certificate for localhost that this test signs itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.DNSName(API)]), False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder.mkdir()
    (folder / "fullchain.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@dataclass(frozen=True)
class Nginx:
    """A running nginx: its folder and its two ports."""

    folder: Path
    plain: int
    closed: int

    @property
    def url(self) -> str:
        return f"https://localhost:{self.closed}"

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "tls" / "fullchain.pem"))

    def logs(self) -> str:
        """All that was logged, of both kinds."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))


def _with_api(folder: Path, closed: int, port: int) -> None:
    """The site of the door for programs beside it, on the same address."""
    site = (DEPLOY / "nginx" / "inspection-api").read_text(encoding="utf-8")
    for old, new in (
        ("127.0.0.1:8700;", f"127.0.0.1:{port};"), ("listen 443", f"listen 127.0.0.1:{closed}"), (f"api.{NAME}", API),
        ("/etc/inspection/tls/api-", f"{folder}/tls/"), ("/var/log/nginx", str(folder)),
    ):  # fmt: skip
        assert old in site
        site = site.replace(old, new)
    (folder / "sites-enabled" / "inspection-api").write_text(site, encoding="utf-8")


def rendered(folder: Path, *upstreams: int, name: str = "localhost", api: int = 0) -> tuple[int, int]:
    """The site as it is shipped, with this machine's ports, paths and certificate in place of an office's; the two ports.

    `upstreams`: where the dashboard listens, a line for each of its processes; `api`: where the door for programs does.
    """
    plain, closed = free_port(), free_port()
    shutil.copytree(DEPLOY / "nginx" / "snippets", folder / "snippets")
    certificate(folder / "tls")
    (folder / "sites-enabled").mkdir()
    site = (DEPLOY / "nginx" / "inspection").read_text(encoding="utf-8")
    servers = "\n    ".join(f"server 127.0.0.1:{port};" for port in upstreams)
    for old, new in (
        ("server 127.0.0.1:8501;", servers), ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("listen 443", f"listen 127.0.0.1:{closed}"), (NAME, name), ("/etc/inspection/tls", str(folder / "tls")),
        ("/var/log/nginx", str(folder)),
    ):  # fmt: skip
        assert old in site
        site = site.replace(old, new)
    (folder / "sites-enabled" / "inspection").write_text(site, encoding="utf-8")
    if api:
        _with_api(folder, closed, api)
    user = "user root;" if os.name == "posix" and os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    return plain, closed


@contextmanager
def serving(folder: Path, *upstreams: int, api: int = 0) -> Iterator[Nginx]:
    """nginx before a port or several, from the moment it listens until the block ends."""
    found = program()
    folder.mkdir(parents=True, exist_ok=True)
    running = Nginx(folder, *rendered(folder, *upstreams, api=api))
    command = [found, "-e", str(folder / "start.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            if process.poll() is not None:
                pytest.fail(f"nginx did not start:\n{process.stderr.read()}{running.logs()}")
            try:
                urllib.request.urlopen(f"{running.url}/nothing.here", context=running.context(), timeout=5)
            except urllib.error.HTTPError:
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield running
    finally:
        process.terminate()
        process.wait(10)
        process.stderr.close()
