"""Start the dashboard, run its tests, or run one of its commands: everything a fresh machine needs is set up first.

    python run.py                                   start the dashboard (demonstration county when there is no data)
    python run.py --port 8502                       on another port
    python run.py --behind-proxy --workers 4        four processes on ports in a row, for many readers (deploy/README.md)
    python run.py import FOLDER --as-of 2025-09-30  any command of the dashboard; "python run.py help" lists them
    python run.py test                              run the tests (CI=true: the long ones too); what follows goes to pytest
                                                    (INSPECTION_ENGINE=spark: on Spark, which is installed beside them)

    python run.py bundle --for windows-x64|linux-x64|linux-arm64 --out FOLDER   all a machine without a network needs

    --wheels FOLDER  before all else: install from the files in FOLDER, without a network. Fill the folder on a machine
                     of the same kind that has a network, then carry it over:
                     python -m pip download -r requirements.lock -d FOLDER   (for the tests: requirements-test.lock)

Needs Python 3.11 or newer and nothing else. The libraries go into the folder .venv beside this file, the first time and
whenever the lock file changes; each is checked against the hash of what was tested. On Windows "py run.py" does the
same, on Linux and macOS "python3 run.py".
"""

# Standard library only, and no syntax that Python 3.6 cannot read: an old Python has to reach its sentence.

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
OLDEST = (3, 11)
LOG = "inspection-install.log"
USE, TEST, SPARK = "requirements.lock", "requirements-test.lock", "requirements-spark.lock"

# What is wrong and what to do next: (Chinese, English).
SENTENCES = {
    "installing": (
        "正在准备运行环境（第一次约需几分钟）",
        "Setting up (a few minutes the first time)",
    ),
    "old_python": (
        "需要 Python {oldest} 或更新的版本，现在运行的是 {found}。"
        "请安装新版 Python 后用它运行，例如 Windows：py -3.12 run.py，Linux：python3.12 run.py",
        "Python {oldest} or newer is needed, this is {found}. Install a newer Python and run this with it, "
        "e.g. on Windows: py -3.12 run.py, on Linux: python3.12 run.py",
    ),
    "venv": (
        "这个 Python 缺少 venv 模块，无法建立运行环境。"
        "Debian、Ubuntu、统信、麒麟请先运行：sudo apt install python3-venv；其他系统请安装完整的 Python。然后重新运行。",
        "This Python has no venv module, so no environment can be made. "
        "On Debian or Ubuntu run: sudo apt install python3-venv ; elsewhere install a complete Python. Then run again.",
    ),
    "disk": (
        "磁盘空间不足。运行环境约需 1 GB，请清理 {drive} 后重新运行。",
        "The disk is full. About 1 GB is needed: free some space on {drive}, then run again.",
    ),
    "proxy": (
        "连不上代理服务器。请检查环境变量 HTTPS_PROXY（形如 http://主机:端口，需要时带用户名和密码）后重新运行；"
        "没有网络时见 python run.py --help 中的 --wheels。",
        "The proxy cannot be reached or refuses. Check the variable HTTPS_PROXY (http://host:port, with user and "
        "password where needed), then run again; without a network see --wheels in python run.py --help.",
    ),
    "certificate": (
        "下载站点的证书无法验证。单位网络若有自己的根证书，请设置 PIP_CERT 和 SSL_CERT_FILE 指向它，再重新运行。",
        "The certificate of the download site cannot be verified. If your network has its own root certificate, "
        "let PIP_CERT and SSL_CERT_FILE name it, then run again.",
    ),
    "network": (
        "连不上网络，所需的库没有下载下来。请检查网络或代理（HTTPS_PROXY），单位有内部镜像的请设置 PIP_INDEX_URL；"
        "没有网络时，在有网络的同类计算机上运行 python -m pip download -r {requirements} -d wheels，"
        "把 wheels 文件夹拷过来，再运行 python run.py --wheels wheels",
        "No network: the libraries could not be downloaded. Check the network or the proxy (HTTPS_PROXY); where "
        "there is a mirror inside, set PIP_INDEX_URL. Without any network: on a machine of the same kind that has one, "
        "run python -m pip download -r {requirements} -d wheels , bring the folder over, "
        "then python run.py --wheels wheels",
    ),
    "no_folder": (
        "没有文件夹 {wheels}。请检查 --wheels 后面的路径。",
        "There is no folder {wheels}. Check the path after --wheels.",
    ),
    "wheels": (
        "文件夹 {wheels} 里没有 {package}，或它不是为这台计算机的系统和 Python {found} 准备的。"
        "请在同类计算机上用同一版本的 Python 重新运行 python -m pip download -r {requirements} -d wheels",
        "The folder {wheels} has no {package}, or not one for this system and Python {found}. "
        "On a machine of the same kind, with the same Python, run again: "
        "python -m pip download -r {requirements} -d wheels",
    ),
    "missing": (
        "下载源里没有 {package}（适用于这台计算机和 Python {found}）。"
        "内部镜像可能没有同步，请换一个源（PIP_INDEX_URL），或换 Python 3.11 至 3.13。",
        "The package source has no {package} for this machine and Python {found}. "
        "A mirror may be behind: use another one (PIP_INDEX_URL), or use Python 3.11 to 3.13.",
    ),
    "hash": (
        "有安装包与 {requirements} 中记录的校验值不符：不是测试时用的那一份。下载可能不完整，或镜像改动过文件，请换一个源"
        "（PIP_INDEX_URL）或重新下载 --wheels 的文件夹后再运行。",
        "A package is not the one that was tested: its hash is not in {requirements}. The download may be broken or a "
        "mirror may have changed it. Use another source (PIP_INDEX_URL) or download the folder of --wheels again, "
        "then run again.",
    ),
    "permission": (
        "没有写入 {venv} 的权限，或其中的文件正被占用。请关闭正在运行的看板，检查文件夹权限后重新运行。",
        "{venv} cannot be written, or a file in it is in use. Stop a running dashboard, check the folder's "
        "permissions, then run again.",
    ),
    "long_path": (
        "路径太长，Windows 无法写入。请把整个文件夹移到较短的路径下（例如 C:\\xuncha）后重新运行。",
        "The path is too long for Windows. Move the whole folder to a shorter one (such as C:\\xuncha), "
        "then run again.",
    ),
    "unknown": (
        "运行环境没有装好。最后几行输出如下，完整记录见下面的文件。",
        "The environment could not be set up. The last lines of output follow, all of it is in the file named below.",
    ),
    "log": ("完整记录：{log}", "Full log: {log}"),
}

# The first that matches the output counts: pip ends with "no matching distribution" after a broken network as well.
SIGNS = (
    ("hash", r"DO NOT MATCH THE HASHES|[Hh]ash mismatch|Hashes are required"),
    ("disk", r"No space left on device|Errno 28\b|not enough space on the disk|WinError 112|Disk quota exceeded"),
    ("venv", r"ensurepip is not available|No module named '?(venv|ensurepip)|ensurepip.*returned non-zero"),
    ("long_path", r"Long Path support|WinError 206"),
    ("proxy", r"ProxyError|[Cc]annot connect to proxy|Tunnel connection failed|407 Proxy|tunnel error"),
    ("certificate", r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|invalid peer certificate|UnknownIssuer"),
    (
        "network",
        r"NewConnectionError|Failed to establish a new connection|[Cc]onnection refused|Max retries exceeded"
        r"|Name or service not known|[Tt]emporary failure in name resolution|getaddrinfo failed|nodename nor servname"
        r"|Network is unreachable|No route to host|ConnectTimeout|ReadTimeout|timed out|ConnectionReset"
        r"|RemoteDisconnected|dns error|error sending request|[Cc]ould not connect|[Ff]ailed to fetch|SSLError"
        r"|SSLEOFError",
    ),
    ("missing", r"No matching distribution found for|Could not find a version that satisfies|No solution found"),
    ("permission", r"Permission denied|Access is denied|WinError 5\b|WinError 32\b|Errno 13\b|Read-only file system"),
)


class SetupFailed(Exception):
    """The environment could not be made; `kind` is a key of SENTENCES, `words` its values."""

    def __init__(self, kind: str, **words: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.words = words


def classify(output: str) -> str:
    """What went wrong, as a key of SENTENCES, from the output of pip, uv or venv."""
    for kind, pattern in SIGNS:
        if re.search(pattern, output):
            return kind
    return "unknown"


def package_in(output: str) -> str:
    """The requirement that an installer's output says it could not find; "" when it names none."""
    found = re.search(
        r"(?:No matching distribution found for|satisfies the requirement|no version of|because(?= \S+ was not found))"
        r" ([A-Za-z0-9_.\-]+(?:==[0-9A-Za-z.]+)?)",
        re.sub(r"\s+", " ", output),
        re.IGNORECASE,
    )
    return found.group(1) if found else ""


def tell(kind: str, **words: object) -> None:
    """Print a sentence in Chinese and in English to stderr."""
    for sentence in SENTENCES[kind]:
        print(sentence.format(**words), file=sys.stderr, flush=True)


def venv_python() -> Path:
    """The Python inside the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def check_python(version: "tuple[int, ...]") -> None:
    """Raise SetupFailed when `version` is too old."""
    if tuple(version[:2]) < OLDEST:
        raise SetupFailed(
            "old_python", oldest=".".join(map(str, OLDEST)), found=".".join(str(part) for part in version[:3])
        )


def keep(text: str) -> "Path | None":
    """Add `text` to the log of the installers, in .venv or else in the temporary folder; None when neither can be."""
    for folder in (VENV, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(exist_ok=True)
            with open(str(folder / LOG), "a", encoding="utf-8", errors="replace") as log:
                log.write(text)
            return folder / LOG
        except OSError as fault:
            print("{}: {}".format(folder / LOG, fault), file=sys.stderr)
    return None


def run_logged(command: "list[str]") -> "tuple[int, str]":
    """Run an installer, a dot on stderr per line of its output; return its exit code and its output."""
    lines = ["$ " + " ".join(command) + "\n"]
    pipe = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=str(PROJECT), **pipe) as running:
        for raw in running.stdout:
            lines.append(raw.decode("utf-8", errors="replace"))
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return running.returncode, "".join(lines)


def fingerprint(lock: Path) -> str:
    """Hash of a lock file and of the Python it is installed for."""
    return hashlib.sha256((lock.read_text(encoding="utf-8") + sys.version).encode("utf-8")).hexdigest()


def environment_works() -> bool:
    """Whether .venv has a Python that starts and is new enough (a moved folder or a removed Python breaks it)."""
    if not venv_python().exists():
        return False
    check = "import sys; sys.exit(sys.version_info < {})".format(OLDEST)
    try:
        return subprocess.call([str(venv_python()), "-c", check], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_environment() -> None:
    """Make .venv with the Python that runs this file; with uv where that Python cannot. Raise SetupFailed."""
    code, output = run_logged([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if code == 0:
        return
    if shutil.which("uv"):
        code, more = run_logged(["uv", "venv", "--clear", "--python", sys.executable, str(VENV)])
        if code == 0:
            return
        output += more
    # Half an environment must not pass for a whole one at the next start.
    shutil.rmtree(str(venv_python().parent), ignore_errors=True)
    raise failure(output, USE, "")


def installers(requirements: Path, wheels: str) -> "list[list[str]]":
    """The commands that install `requirements`, to be tried in turn: uv knows nothing of pip's own settings."""
    what = ["--require-hashes", "-r", str(requirements)]
    if wheels:
        what += ["--no-index", "--find-links", wheels]
    pip = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    pip += ["--retries", "2", "--timeout", "20", "--progress-bar", "off"]
    has_pip = subprocess.call([str(venv_python()), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    commands = [["uv", "pip", "install", "--python", str(venv_python())] + what] if shutil.which("uv") else []
    return commands + ([pip + what] if has_pip else [])


def failure(output: str, requirements: str, wheels: str) -> SetupFailed:
    """The failure that an installer's output tells of."""
    kind = classify(output)
    if kind == "missing" and wheels:
        kind = "wheels"
    return SetupFailed(
        kind,
        output=output,
        requirements=requirements,
        wheels=wheels,
        package=package_in(output) or requirements,
        found="{}.{}".format(*sys.version_info[:2]),
        drive=PROJECT.anchor,
        venv=VENV,
    )


def install(name: str, wheels: str = "") -> None:
    """See to it that .venv exists and holds what the lock file `name` lists. Raise SetupFailed.

    `wheels` is a folder to install from without a network. Nothing is done when nothing changed since the last time.
    """
    requirements = PROJECT / name
    wanted = fingerprint(requirements)
    marker = VENV / (name + ".installed")
    if environment_works() and marker.exists() and marker.read_text(encoding="utf-8") == wanted:
        return
    if wheels and not Path(wheels).is_dir():
        raise SetupFailed("no_folder", wheels=wheels)
    tell("installing")
    if not environment_works():
        make_environment()
    commands = installers(requirements, wheels)
    if not commands:
        raise failure("No module named pip, ensurepip is not available", name, wheels)
    for command in commands:
        code, output = run_logged(command)
        if code == 0:
            marker.write_text(wanted, encoding="utf-8")
            return
    raise failure(output, name, wheels)


def hand_over(arguments: "list[str]", folder: "Path | None" = None) -> int:
    """Go on as the Python of the environment with `arguments`, in `folder` (else where the shell stands)."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PROJECT), environment.get("PYTHONPATH")]))
    environment.setdefault("PYTHONUTF8", "1")
    if folder:
        os.chdir(str(folder))
    command = [str(venv_python())] + arguments
    sys.stdout.flush()
    if os.name != "nt":  # there exec returns to the shell at once
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as running:
        while True:
            try:
                return running.wait()
            except KeyboardInterrupt:
                continue  # the child got it too and is stopping


def main(arguments: "list[str]") -> int:
    """Do what the command line asks for. Exit code 1, with a sentence, when the environment cannot be made."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    wheels = ""
    if arguments[:1] == ["--wheels"] and len(arguments) > 1:
        wheels, arguments = os.path.abspath(arguments[1]), arguments[2:]
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    try:
        check_python(sys.version_info)
        if arguments[:1] == ["test"]:
            install(TEST, wheels)
            if os.environ.get("INSPECTION_ENGINE") == "spark":  # half a gigabyte that no other run needs
                install(SPARK, wheels)
            chosen = arguments[1:]
            if not any(re.match(r"-n|--numprocesses|--dist", one) for one in chosen):
                chosen = ["-n", "2"] + chosen
            return hand_over(["-m", "pytest"] + chosen, PROJECT)
        install(USE, wheels)
        if arguments[:1] == ["bundle"]:
            return hand_over([str(PROJECT / "deploy" / "bundle.py")] + arguments[1:])
    except SetupFailed as failed:
        tell(failed.kind, **failed.words)
        if "output" in failed.words:
            if failed.kind == "unknown":
                print("".join(str(failed.words["output"]).splitlines(True)[-12:]), file=sys.stderr)
            log = keep(str(failed.words["output"]))
            if log:
                tell("log", log=log)
        return 1
    except OSError as fault:
        failed = failure(str(fault), USE, wheels)
        tell(failed.kind, **failed.words)
        print(fault, file=sys.stderr)
        return 1
    if not arguments or (arguments[0].startswith("-") and arguments[0] != "--version"):
        return hand_over(["-m", "inspection.ui.serving.server"] + arguments)
    return hand_over(["-m", "inspection"] + (["--help"] if arguments == ["help"] else arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
