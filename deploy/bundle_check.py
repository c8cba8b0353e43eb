"""Is this folder as it was packed? Every file against manifest.json, before the first use; needs nothing but Python 3.6.

A second start asks nothing: .checked holds the fingerprint of the manifest it was checked against. `--again` checks anew.
"""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MADE_IN_USE = (".venv", "__pycache__", "data")  # below project/


def digest(path):
    held = hashlib.sha256()
    with open(str(path), "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            held.update(block)
    return held.hexdigest()


def main(arguments):
    try:
        manifest = (HERE / "manifest.json").read_bytes()
        files = json.loads(manifest.decode("utf-8"))["files"]
    except (OSError, ValueError, KeyError) as fault:
        print("清单 manifest.json 不能读，请重新拷贝整个文件夹。\nmanifest.json cannot be read; copy the folder again.", fault)
        return 1
    mark, done = hashlib.sha256(manifest).hexdigest(), HERE / ".checked"
    if "--again" not in arguments and done.is_file() and done.read_text() == mark:
        return 0
    wrong = []
    for name, told in sorted(files.items()):
        path = HERE / name
        if not path.is_file():
            wrong.append("缺少 missing: " + name)
        elif digest(path) != told["sha256"]:
            wrong.append("损坏 damaged: " + name)
    wheels = HERE / "wheels"
    there = {"wheels/" + path.name for path in wheels.iterdir()} if wheels.is_dir() else set()
    wrong += ["多出 added: " + name for name in sorted(there - set(files))]
    if wrong:
        print("\n".join(wrong))
        print("文件夹不完整，没有启动。请在打包的计算机上再运行一次 bundle，重新拷贝以上文件。")
        print("The folder is not whole; nothing was started. Run bundle again where it was made, and copy these files anew.")
        return 1
    done.write_text(mark)
    print(f"{len(files)} 个文件都完好 · files, all sound")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
