"""The commands of publication, from the draft to the public site."""

import json
import re
import shutil
from datetime import datetime

import pytest

from inspection.cli import main
from inspection.warehouse import Store, ledger_tables
from tests.snapshots.county import AS_OF, SMALL, ledgers


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """run("snapshot", "list") -> (exit code, what was printed); on a data home with a small county."""
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "home"))
    Store(tmp_path / "home").publish(
        ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9)
    )

    def ran(*words: str) -> tuple[int, str]:
        code = main([*words])
        out = capsys.readouterr()
        return code, out.out + out.err

    return ran


def test_from_the_draft_to_the_site(run, tmp_path):
    assert run("snapshot", "verify")[0] == 2
    assert run("snapshot", "draft", "--template", "monthly", "--by", "cron")[0] == 0
    assert run("snapshot", "publish", "d0001", "--by", "a")[0] == 2
    code, said = run("snapshot", "approve", "d0001", "--by", "cron")
    assert code == 2 and "cron" in said
    assert run("snapshot", "approve", "d0001", "--by", "b")[0] == 0
    assert run("snapshot", "publish", "d0001", "--by", "a", "--at", "2025-10-08T09:00")[0] == 0
    (folder,) = [p for p in (tmp_path / "home" / "snapshots").iterdir() if p.name.startswith("2025")]
    assert json.loads((folder / "manifest.json").read_bytes())["published_on"] == "2025-10-08"
    assert run("snapshot", "verify")[0] == 0
    key = tmp_path / "home" / "keys" / "snapshot.pub.pem"
    assert run("snapshot", "verify", str(folder), "--key", str(key))[0] == 0
    assert (tmp_path / "home" / "public" / "latest" / "index.html").exists()
    assert run("snapshot", "correct", "d0001", "--reason", "有误", "--by", "a")[0] == 0
    assert run("snapshot", "approve", "d0002", "--by", "b")[0] == 0
    assert run("snapshot", "publish", "d0002", "--by", "a", "--at", "2025-10-09T09:00")[0] == 0
    assert run("snapshot", "withdraw", "d0002", "--reason", "误发", "--by", "a", "--at", "2025-10-10T09:00")[0] == 0
    code, listed = run("snapshot", "list", "--format", "csv")
    assert code == 0 and "已更正" not in listed and listed.count("已撤回") == listed.count("误发") == 2
    assert run("snapshot", "compare", "d0001", "d0002")[0] == 0
    assert run("site", str(tmp_path / "out"), "--url", "https://example.gov.cn/")[0] == 0
    assert "https://example.gov.cn/" in (tmp_path / "out" / "feed.xml").read_text(encoding="utf-8")
    board = ("noticeboard", str(tmp_path / "n.pdf"))
    assert "public_url" in run(*board)[1] and run("noticeboard", str(tmp_path / "n.txt"), "--url", "https://a.cn/")[0] == 2
    code, said = run(*board, "--url", "https://a.cn/", "--org", "A")
    assert code == 2 and "还没有公布过" in said, "all was withdrawn"
    page = folder / "index.html"
    page.chmod(0o644)
    page.write_text("changed")
    code, said = run("snapshot", "verify", "--lang", "en")
    assert code == 1 and "index.html was changed" in said


def test_what_is_written_down_after_a_publication_tells_a_register_put_back(run, tmp_path):
    run("snapshot", "draft", "--by", "a")
    run("snapshot", "approve", "d0001", "--by", "b")
    log = tmp_path / "home" / "snapshots" / "register.jsonl"
    before = log.read_bytes()
    code, said = run("snapshot", "publish", "d0001", "--by", "a", "--lang", "en")
    mark = re.search(r"fingerprint ([0-9a-f]{64})", said)[1]
    assert code == 0 and run("snapshot", "verify", "--known", mark)[0] == 0
    key = str(tmp_path / "home" / "keys" / "snapshot.pub.pem")
    assert run("snapshot", "verify", str(log.parent), "--key", key, "--known", mark[:16])[0] == 0
    log.write_bytes(before)
    code, said = run("snapshot", "verify", "--known", mark, "--lang", "en")
    assert code == 1 and "put back" in said and "no step tells" not in said


def test_withdrawing_and_publishing_twice_changes_nothing_and_leaves_the_site_whole(run, tmp_path):
    run("snapshot", "draft", "--by", "a")
    run("snapshot", "approve", "d0001", "--by", "b")
    log = tmp_path / "home" / "snapshots" / "register.jsonl"
    for words in (("publish", "d0001"), ("withdraw", "d0001", "--reason", "误发")):
        assert run("snapshot", *words, "--by", "a")[0] == 0
        held = log.read_bytes()
        shutil.rmtree(tmp_path / "home" / "public")  # as a killed step may leave it
        assert run("snapshot", *words, "--by", "a")[0] == 0 and log.read_bytes() == held
        assert run("snapshot", "verify")[0] == 0
    assert "本期已撤回" in next((tmp_path / "home" / "public").glob("2025*/index.html")).read_text(encoding="utf-8")


def test_what_cannot_be_done_is_one_sentence(run):
    for words in (
        ("snapshot", "draft", "--template", "nothing"),
        ("snapshot", "approve", "d0009", "--by", "b"),
        ("snapshot", "draft", "--at", "yesterday"),
        ("snapshot", "verify", "nowhere", "--key", "none.pem"),
    ):
        code, said = run(*words)
        assert code == 2 and len(said.strip().splitlines()) == 1, said


def test_a_template_of_the_offices_own_is_found_in_its_data_home(run, tmp_path):
    folder = tmp_path / "home" / "snapshots" / "templates"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(
        'slug = "mine"\ntitle.zh = "我县"\ntitle.en = "ours"\nplaces = 3\n', encoding="utf-8"
    )
    code, said = run("snapshot", "draft", "--template", "mine", "--by", "a")
    assert code == 0 and "我县" in said
