"""Makes the notebooks from the lessons, or checks that the committed ones are what the lessons make.

usage: npm run notebooks -- [--check] [name ...]
"""

import argparse
import os
import sys
from pathlib import Path
from time import monotonic

import nbformat
from nbformat import NotebookNode

from compare import differences
from execute import ANSI, execute
from lessons import Lesson, LessonError, find_lessons, read_lesson

PROJECT = Path(__file__).resolve().parents[2]


def make(lesson: Lesson) -> NotebookNode:
    """The lesson, executed."""
    notebook = read_lesson(lesson)
    execute(notebook, lesson.notebook.parent, Report(lesson.name, len(notebook.cells)))
    nbformat.validate(notebook)
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    """All or nothing: a half-written notebook never stands in the place of a whole one."""
    fresh = path.with_name(f".{path.name}.new")
    nbformat.write(notebook, fresh)
    os.replace(fresh, path)


def check(lesson: Lesson, made: NotebookNode) -> None:
    """Raise LessonError when the committed notebook is not the one made now."""
    again = f"help: run `npm run notebooks {lesson.name}`, look at the change and commit it"
    if not lesson.notebook.exists():
        raise LessonError(f"there is no notebooks/{lesson.notebook.name}\n  {again}")
    # Through the same writer and reader, so that only what a file can hold is compared.
    fresh = nbformat.reads(nbformat.writes(made), as_version=4)
    found = differences(nbformat.read(lesson.notebook, as_version=4), fresh)
    if found:
        title = f"notebooks/{lesson.notebook.name} is not what lessons/{lesson.source.name} makes"
        raise LessonError("\n".join([title, *(f"  {entry}" for entry in found), f"  {again}"]))


class Report:
    """Which cell runs: one line in place in a terminal, a line for each cell elsewhere."""

    def __init__(self, name: str, cells: int) -> None:
        self.name, self.cells = name, cells

    def __call__(self, index: int, cell: NotebookNode, seconds: float | None) -> None:
        first = cell.source.strip().splitlines()[0]
        where = f"{self.name}  cell {index + 1:>2} of {self.cells}"
        if sys.stdout.isatty():
            print(f"\r\x1b[K{where}  {first[:60]}", end="", flush=True)
        elif seconds is not None:
            print(f"{where}  {seconds:6.2f} s  {first[:60]}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="npm run notebooks --", description="Make the notebooks from the lessons.")
    parser.add_argument("names", nargs="*", metavar="name", help="05-dropout, 05 or dropout; all when none is given")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a committed notebook differs")
    parser.add_argument("--root", type=Path, default=PROJECT, help="the folder of lessons/ and notebooks/")
    options = parser.parse_args()
    failed = False
    try:
        lessons = find_lessons(options.root.resolve(), options.names)
    except LessonError as error:
        return complain("notebooks", error)
    for lesson in lessons:
        begin = monotonic()
        try:
            notebook = make(lesson)
            if options.check:
                check(lesson, notebook)
            else:
                write(notebook, lesson.notebook)
        except LessonError as error:
            complain(lesson.name, error)
            failed = True
            continue
        clear = "\r\x1b[K" if sys.stdout.isatty() else ""
        done = "is what its lesson makes" if options.check else f"→ notebooks/{lesson.notebook.name}"
        print(f"{clear}{lesson.name}  {len(notebook.cells)} cells  {monotonic() - begin:.1f} s  {done}", flush=True)
    return 1 if failed else 0


def complain(name: str, error: LessonError) -> int:
    message = f"{name}: {error}"
    if sys.stdout.isatty():
        print("\r\x1b[K", end="", flush=True)
    print(message if sys.stderr.isatty() else ANSI.sub("", message), file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nstopped; no notebook was changed by the lesson that ran", file=sys.stderr)
        sys.exit(130)
