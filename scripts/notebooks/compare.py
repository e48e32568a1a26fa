"""How a committed notebook differs from the one that its lesson makes, in words."""

import json
from difflib import unified_diff
from typing import Any

from nbformat import NotebookNode

#: Left behind by the programs that open a notebook; nothing that a reader sees.
CELL_TRACES = ("execution", "trusted", "ExecuteTime")
NOTEBOOK_TRACES = ("jupytext", "signature", "widgets")

FIGURE = "application/vnd.plotly.v1+json"

DIFF_LINES = 12


def differences(committed: NotebookNode, made: NotebookNode) -> list[str]:
    """One entry for each cell (and the metadata) that differs; an empty list when the two are the same.

    Cell ids and what a program leaves behind that opened or ran the notebook do not count.
    """
    found = _difference("the notebook's metadata", _metadata(committed), _metadata(made))
    old, new = committed.cells, made.cells
    if len(old) != len(new):
        found.append(f"it has {len(old)} cells, and its lesson has {len(new)}")
    for index, (was, now) in enumerate(zip(old, new)):
        title = f"cell {index + 1} of {len(new)}"
        for (part, was_part), now_part in zip(_parts(was).items(), _parts(now).values()):
            found += _difference(f"{title}: its {part}", was_part, now_part)
    return found


def _parts(cell: NotebookNode) -> dict[str, Any]:
    metadata = {key: value for key, value in cell.metadata.items() if key not in CELL_TRACES}
    return {
        "type": cell.cell_type,
        "source": cell.source,
        "metadata": metadata,
        "execution count": cell.get("execution_count"),
        "outputs": [_seen(output) for output in cell.get("outputs", [])],
    }


def _seen(output: NotebookNode) -> NotebookNode:
    """The output without the picture that JupyterLab puts beside a figure when it has drawn it."""
    data = output.get("data", {})
    if FIGURE not in data:
        return output
    return NotebookNode(output, data={kind: value for kind, value in data.items() if kind != "image/png"})


def _metadata(notebook: NotebookNode) -> dict[str, Any]:
    return {key: value for key, value in notebook.metadata.items() if key not in NOTEBOOK_TRACES}


def _difference(title: str, was: Any, now: Any) -> list[str]:
    if was == now:
        return []
    diff = list(unified_diff(_lines(was), _lines(now), "committed", "made", n=1, lineterm=""))[2:]
    rest = len(diff) - DIFF_LINES
    more = [f"… {rest} lines more"] if rest > 0 else []
    verb = "differ" if title.endswith("outputs") else "differs"
    return ["\n".join([f"{title} {verb}", *(f"    {line}" for line in diff[:DIFF_LINES] + more)])]


def _lines(value: Any) -> list[str]:
    text = value if isinstance(value, str) else json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
    # A figure's data can be one line of 100 kB: a diff is for reading.
    return [line if len(line) <= 160 else f"{line[:160]}…" for line in text.splitlines()]
