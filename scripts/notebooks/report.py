"""What a person sees while lessons run: which cell each is at, how it ended, and what went wrong."""

import sys

from nbformat import NotebookNode

from execute import ANSI
from lessons import LessonError

WIDTH = 100


class Report:
    """In a terminal one line in place, for all lessons that run; elsewhere a line for each cell."""

    def __init__(self) -> None:
        self._running: dict[str, str] = {}

    def cell(self, name: str, index: int, cells: int, cell: NotebookNode, seconds: float | None) -> None:
        """A cell begins (seconds is None) or has ended."""
        first = cell.source.strip().splitlines()[0]
        where = f"{name}  cell {index + 1:>2} of {cells}"
        self._running[name] = f"{where}  {first}"
        if sys.stdout.isatty():
            self._show()
        elif seconds is not None:
            print(f"{where}  {seconds:6.2f} s  {first[:60]}", flush=True)

    def done(self, name: str, line: str) -> None:
        self._end(name)
        print(f"{name}  {line}", flush=True)
        self._show()

    def failed(self, name: str, error: LessonError) -> None:
        self._end(name)
        message = f"{name}: {error}"
        print(message if sys.stderr.isatty() else ANSI.sub("", message), file=sys.stderr, flush=True)
        self._show()

    def _end(self, name: str) -> None:
        self._running.pop(name, None)
        if sys.stdout.isatty():
            print("\r\x1b[K", end="", flush=True)

    def _show(self) -> None:
        if not self._running or not sys.stdout.isatty():
            return
        room = WIDTH // len(self._running)
        line = " │ ".join(state[: room - 3].ljust(room - 3) for state in self._running.values())
        print(f"\r\x1b[K{line.rstrip()}", end="", flush=True)
