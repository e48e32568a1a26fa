"""Where the lessons are, and how a lesson's source is read as a notebook."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import jupytext
from jupytext.config import load_jupytext_config
from nbformat import NotebookNode


class LessonError(Exception):
    """What a person reads when a lesson cannot become a notebook; no stack trace is wanted."""


@dataclass(frozen=True)
class Lesson:
    """One lesson: its source in lessons/, and the notebook that it makes in notebooks/."""

    source: Path
    notebook: Path

    @property
    def name(self) -> str:
        return self.source.stem


def find_lessons(root: Path, names: list[str]) -> list[Lesson]:
    """The lessons that are asked for ("05-dropout", "05" or "dropout"), all of them when none is named."""
    sources = sorted((root / "lessons").glob("[0-9][0-9]-*.ts"))
    if not sources:
        raise LessonError(f"no lessons in {root / 'lessons'}\n  help: a lesson is named NN-topic.ts")
    chosen = [source for name in names for source in _named(name, sources)] if names else sources
    return [
        Lesson(source, root / "notebooks" / f"{source.stem}.ipynb") for source in dict.fromkeys(chosen)
    ]


def _named(name: str, sources: list[Path]) -> list[Path]:
    # A shell completes file names, so both files of the pair are good names for a lesson.
    wanted = Path(name).name.removesuffix(".ts").removesuffix(".ipynb")
    found = [source for source in sources if wanted in (source.stem, *source.stem.split("-", 1))]
    if not found:
        known = ", ".join(source.stem for source in sources)
        raise LessonError(f"no lesson is named {name!r}\n  help: there are {known}")
    return found


def read_lesson(lesson: Lesson) -> NotebookNode:
    """The lesson as a notebook that has not run: stable cell ids, no trace of the program that read it.

    Raises LessonError when the source is not what jupytext would write.
    """
    config = load_jupytext_config(str(lesson.source))
    source = lesson.source.read_text(encoding="utf-8")
    notebook = jupytext.reads(source, fmt="ts:percent", config=config)
    saved = jupytext.writes(notebook, fmt="ts:percent", config=config)
    if saved != source:
        raise LessonError(_not_the_same(lesson, source, saved))
    notebook.metadata.clear()
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        # How many blank lines followed a cell in the source is no business of the notebook.
        cell.metadata.pop("lines_to_next_cell", None)
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
        seen[digest] += 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
    return notebook


def _not_the_same(lesson: Lesson, source: str, saved: str) -> str:
    """A source must survive the way through JupyterLab, or the first save there would alter it."""
    diff = unified_diff(source.splitlines(), saved.splitlines(), "source", "saved", n=1, lineterm="")
    lines = [f"lessons/{lesson.source.name} would change when it is saved in JupyterLab", ""]
    lines += [f"  {line}" for line in list(diff)[2:14]]
    return "\n".join([*lines, "", "  help: change the source as the lines with + and - say"])
