"""What a run of all tests leaves out on a machine that is not CI: what is marked `long`.

Whoever names a file, a test or a word (-k, -m) gets what was named; CI=true and INSPECTION_LONG=1 run everything.
"""

import os

import pytest

ALL = "INSPECTION_ALL_TESTS"
"""Said by the process that was started to its workers, who are handed the folders as if somebody had named them."""


def pytest_configure(config: pytest.Config) -> None:
    """Decide once, where the command line is known, whether the long tests belong to this run."""
    if hasattr(config, "workerinput"):
        return
    named = config.args_source is pytest.Config.ArgsSource.ARGS or config.option.keyword or config.option.markexpr
    everything = named or os.environ.get("CI") or os.environ.get("INSPECTION_LONG")
    os.environ[ALL] = "yes" if everything else "no"


def pytest_report_header() -> str | None:
    """Say what is left out and how it runs."""
    return None if os.environ[ALL] == "yes" else "tests marked long are left out; CI=true runs them, and so does naming them"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long ones out of a run of everything."""
    if os.environ[ALL] == "yes":
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if not item.get_closest_marker("long")]
