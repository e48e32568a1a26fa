"""The two versions of a lesson that a teacher hands out: the learner's, and the solved one."""

import json
from copy import deepcopy
from pathlib import Path
from shutil import copyfile, rmtree

import nbformat
from nbformat import NotebookNode

from lessons import Lesson, LessonError

SOLUTION = "solution"
EXERCISE = "exercise"

#: What the library shows for an exercise that still stands as it was given.
UNSOLVED = "not solved yet"

#: What belongs to the series as a whole, and goes with every version.
MAP = ("index.ipynb", "index.svg")

README = """\
# gradbook: the lessons{suffix}

{about}

The notebooks use the library `gradbook` and its TypeScript kernel, so this folder has to lie inside a gradbook
folder that works:

1. Get gradbook, as its README says, and call `npm start` in it once.
2. Copy this whole folder into the gradbook folder (the one with `package.json`), under any name.
3. Call `npm start`, open `{name}/index.ipynb` in the list of files at the left, and follow its links.

A notebook finds `gradbook` in the `node_modules` of the folders above it: any depth below the gradbook folder is good,
a place beside it is not (`Cannot find module 'gradbook'`).
"""

LEARNER = """\
The solutions of the exercises are left out, and no cell has run yet. An exercise says "not solved yet" until you put
your code in the place of `unsolved(…)`; the notebook runs from top to bottom either way."""

SOLVED = """\
The solutions of the exercises are in, each below its exercise. Every cell has run, so that figures and tables are there
to look at."""


def learners(notebook: NotebookNode) -> NotebookNode:
    """The notebook without its solutions, as if it had never run: the learner predicts first, then sees."""
    version = deepcopy(notebook)
    version.cells = [cell for cell in version.cells if not _is_solution(cell)]
    for cell in version.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []
    return version


def silent_exercises(notebook: NotebookNode) -> list[int]:
    """The numbers of the exercises' cells that have run and do not say that they are not solved yet."""
    return [
        index + 1
        for index, cell in enumerate(notebook.cells)
        if EXERCISE in cell.metadata.get("tags", []) and UNSOLVED not in json.dumps(cell.outputs)
    ]


def write_versions(lessons: list[Lesson], folder: Path) -> None:
    """Write `folder`/learner and `folder`/solved from the executed notebooks, each complete in itself.

    Raises LessonError when a notebook is not there yet.
    """
    notebooks = {lesson.name: _read(lesson) for lesson in lessons}
    home = lessons[0].notebook.parent
    for name, about, suffix, version in (
        ("learner", LEARNER, "", learners),
        ("solved", SOLVED, ", with solutions", lambda notebook: notebook),
    ):
        place = folder / name
        rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for lesson, notebook in notebooks.items():
            nbformat.write(version(notebook), place / f"{lesson}.ipynb")
        for file in MAP:
            copyfile(home / file, place / file)
        (place / "README.md").write_text(README.format(name=name, about=about, suffix=suffix), encoding="utf-8")


def _is_solution(cell: NotebookNode) -> bool:
    return SOLUTION in cell.metadata.get("tags", [])


def _read(lesson: Lesson) -> NotebookNode:
    try:
        return nbformat.read(lesson.notebook, as_version=4)
    except FileNotFoundError:
        again = f"help: run `npm run notebooks {lesson.name}`"
        raise LessonError(f"{lesson.name}: there is no notebooks/{lesson.notebook.name}\n  {again}")
