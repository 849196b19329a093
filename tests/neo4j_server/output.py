"""What a child process prints, waited for line by line with a deadline."""

from __future__ import annotations

import queue
import subprocess
import threading
import time
from collections import deque


class ProcessOutput:
    """Reads the standard output of a process by a thread to the end, so that its pipe never fills."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Take a process that was opened with `stdout=PIPE` in text mode."""
        assert process.stdout is not None
        self._pipe = process.stdout
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._tail: deque[str] = deque(maxlen=30)
        self._thread = threading.Thread(target=self._read, name="neo4j-output", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        for line in self._pipe:
            self._tail.append(line.rstrip())
            self._lines.put(line)
        self._lines.put(None)

    def says(self, words: str, deadline: float) -> bool:
        """Whether a line with these words comes before the output ends and the deadline passes."""
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return False
            if line is None:
                return False
            if words in line:
                return True

    def tail(self) -> str:
        """The last lines."""
        return "\n".join(self._tail)

    def close(self) -> None:
        """Wait for the end of the output, which the end of the process brings, and close the pipe."""
        self._thread.join()
        self._pipe.close()
