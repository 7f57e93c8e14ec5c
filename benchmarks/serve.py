"""Start one of the compared apps in this process: ``python -m benchmarks.serve ours 100000 8600``.

``ours``     what ``make run`` starts, on generated records
``premade``  the same elements with everything made beforehand, behind the same server
``stock``    the same dashboard as ``streamlit run`` starts it by default
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import tomllib
from pathlib import Path

from streamlit import config
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import cli

from benchmarks.library import generated, put_in_place

ROOT = Path(__file__).resolve().parents[1]
_SCRIPTS = {
    "ours": "server.py",
    "premade": "benchmarks/apps/premade_server.py",
    "stock": "dashboard.py",
}
_WARMING = 3
_NOT_FOR_SPEED = {"showEmailPrompt", "gatherUsageStats", "serverAddress", "enableStaticServing"}
"""What stays as the project sets it: silence, and the files that a browser asks for."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=_SCRIPTS)
    parser.add_argument("size", type=int)
    parser.add_argument("port", type=int)
    parser.add_argument("--profile", type=Path, help="where to keep cProfile's figures")
    chosen = parser.parse_args()
    if chosen.profile:
        profile(chosen.profile)
    put_in_place(chosen.size)
    generated(chosen.size)
    options = {"server.port": chosen.port, "server.address": "127.0.0.1", "server.headless": True}
    if chosen.kind == "stock":
        options |= defaults()
    flags = [f"--{name}={str(value).lower()}" for name, value in options.items()]
    cli.main(["run", str(ROOT / _SCRIPTS[chosen.kind]), *flags])


def defaults() -> dict[str, object]:
    """Streamlit's own value of every option on speed that our configuration sets."""
    ours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    names = [
        f"{section}.{name}"
        for section in ("server", "runner", "client")
        for name in ours.get(section, {})
        if name not in _NOT_FOR_SPEED
    ]
    template = config._config_options_template
    return {name: template[name].default_val for name in names}


def profile(file: Path) -> None:
    """Keep in ``file`` where the script runs so far spent their time, the first three left out."""
    profiler = cProfile.Profile()
    run = ScriptRunner._run_script
    runs = itertools.count(1)

    def profiled(self: ScriptRunner, *arguments: object) -> None:
        if next(runs) <= _WARMING:
            run(self, *arguments)
            return
        profiler.enable()
        try:
            run(self, *arguments)
        finally:
            profiler.disable()
            profiler.dump_stats(file)

    ScriptRunner._run_script = profiled


if __name__ == "__main__":
    main()
