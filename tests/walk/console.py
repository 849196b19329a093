"""Commands as a reader of the README types them, run by the shell in one folder, with what they print."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


class CommandFailed(Exception):
    """A command of the README ended with an error; the message has its output."""


def run(folder: Path, command: str, environment: Mapping[str, str] | None = None) -> str:
    """What a command prints on a terminal, both streams in order. Raises CommandFailed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "NEO4J_"))}
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
                          env={**own, "PATH": programs, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8",
                               **(environment or {})})
    if done.returncode:
        raise CommandFailed(f"$ {command}\n{done.stdout}")
    return done.stdout


def shown(folder: Path, *commands: str) -> str:
    """A console block with each command and what it printed."""
    told = "\n".join(f"$ {command}\n{run(folder, command).rstrip()}".rstrip() for command in commands)
    return f"```console\n{told}\n```"
