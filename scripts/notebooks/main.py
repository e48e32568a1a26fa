"""Makes the notebooks from the lessons, or checks that the committed ones are what the lessons make.

usage: npm run notebooks -- [--check] [--learner] [name ...]
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic

import nbformat
from nbformat import NotebookNode

from compare import differences
from execute import execute
from lessons import Lesson, LessonError, find_lessons, read_lesson
from report import Report
from versions import learners, silent_exercises, write_versions

PROJECT = Path(__file__).resolve().parents[2]

#: How many lessons run at the same time. A lesson keeps about one core busy: two take half the time on two cores.
AT_ONCE = min(2, os.cpu_count() or 1)

#: Does what is asked for with one lesson, and says in a few words what came of it.
Work = Callable[[Lesson, Report], Awaitable[str]]


async def run(lesson: Lesson, notebook: NotebookNode, report: Report) -> NotebookNode:
    """The notebook, executed beside the lesson's own."""
    count = len(notebook.cells)
    await execute(notebook, lesson.notebook.parent, lambda *cell: report.cell(lesson.name, cell[0], count, *cell[1:]))
    nbformat.validate(notebook)
    return notebook


async def make(lesson: Lesson, report: Report) -> NotebookNode:
    """The lesson, executed."""
    return await run(lesson, read_lesson(lesson), report)


async def write(lesson: Lesson, report: Report) -> str:
    """All or nothing: a half-written notebook never stands in the place of a whole one."""
    fresh = lesson.notebook.with_name(f".{lesson.notebook.name}.new")
    nbformat.write(await make(lesson, report), fresh)
    os.replace(fresh, lesson.notebook)
    return f"→ notebooks/{lesson.notebook.name}"


async def check(lesson: Lesson, report: Report) -> str:
    """Raises LessonError when the committed notebook is not the one made now."""
    again = f"help: run `npm run notebooks {lesson.name}`, look at the change and commit it"
    if not lesson.notebook.exists():
        raise LessonError(f"there is no notebooks/{lesson.notebook.name}\n  {again}")
    # Through the same writer and reader, so that only what a file can hold is compared.
    fresh = nbformat.reads(nbformat.writes(await make(lesson, report)), as_version=4)
    found = differences(nbformat.read(lesson.notebook, as_version=4), fresh)
    if found:
        title = f"notebooks/{lesson.notebook.name} is not what lessons/{lesson.source.name} makes"
        raise LessonError("\n".join([title, *(f"  {entry}" for entry in found), f"  {again}"]))
    return "is what its lesson makes"


async def check_learners(lesson: Lesson, report: Report) -> str:
    """Raises LessonError when the learner's version does not run from top to bottom with its exercises unsolved."""
    notebook = await run(lesson, learners(read_lesson(lesson)), report)
    if silent := silent_exercises(notebook):
        raise LessonError(f"does not say that it is not solved yet: cell {', cell '.join(map(str, silent))}")
    return "runs with its exercises unsolved"


async def each(lessons: list[Lesson], work: Work) -> bool:
    """The work done with every lesson, a few at a time; False when one of them failed."""
    report, slots = Report(), asyncio.Semaphore(AT_ONCE)

    async def one(lesson: Lesson) -> bool:
        async with slots:
            begin = monotonic()
            try:
                result = await work(lesson, report)
            except LessonError as error:
                report.failed(lesson.name, error)
                return False
            report.done(lesson.name, f"{monotonic() - begin:.1f} s  {result}")
            return True

    return all(await asyncio.gather(*map(one, lessons)))


def main() -> int:
    parser = argparse.ArgumentParser(prog="npm run notebooks --", description="Make the notebooks from the lessons.")
    parser.add_argument("names", nargs="*", metavar="name", help="05-dropout, 05 or dropout; all when none is given")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a committed notebook differs")
    parser.add_argument(
        "--learner",
        action="store_true",
        help="write the versions to hand out, without solutions and with them; with --check: run those without",
    )
    parser.add_argument("--root", type=Path, default=PROJECT, help="the folder of lessons/ and notebooks/")
    options = parser.parse_args()
    if options.learner and options.names and not options.check:
        parser.error("--learner hands out the whole series: name no lesson")
    root = options.root.resolve()
    try:
        lessons = find_lessons(root, options.names)
        if options.learner and not options.check:
            write_versions(lessons, root / "dist/class")
            print("To hand out: dist/class/learner, without solutions; dist/class/solved, with them.")
            return 0
    except LessonError as error:
        Report().failed("notebooks", error)
        return 1
    work = check_learners if options.learner else check if options.check else write
    return 0 if asyncio.run(each(lessons, work)) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nstopped; no notebook was changed by a lesson that ran", file=sys.stderr)
        sys.exit(130)
