import { allocate } from "../backend/memory.js";
import { ShapeError, ValueError } from "../tensor/errors.js";
import { formatShape, sameShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

/**
 * The probability that each class should have, from labels of either form.
 *
 * @param logits  (m, classes)
 * @param labels  class numbers, (m, 1), or probabilities, (m, classes)
 * @returns       (m, classes)
 */
export function classTargets(logits: Tensor, labels: Tensor): Tensor {
  const [m, classes] = logits.shape;
  if (logits.rank !== 2 || classes < 2) throw wrongLogits(logits);
  if (sameShape(logits.shape, labels.shape)) return labels;
  if (!sameShape(labels.shape, [m, 1])) throw wrongLabels(logits, labels);
  const numbers = labels.data;
  const rows = allocate(logits.dtype, m * classes).fill(0);
  for (let i = 0; i < m; i++) {
    const label = numbers[i];
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) throw noClass(i, label, classes);
    rows[i * classes + label] = 1;
  }
  return new Tensor(rows, logits.shape);
}

function wrongLogits(logits: Tensor): ShapeError {
  return new ShapeError(`crossEntropy: logits ${formatShape(logits.shape)}`, {
    expected: ["m", "classes"],
    received: logits.shape,
    help: "one column for each of two or more classes; with a single output: binaryCrossEntropy",
  });
}

function wrongLabels(logits: Tensor, labels: Tensor): ShapeError {
  const [m, classes] = logits.shape;
  return new ShapeError(
    `crossEntropy: logits ${formatShape(logits.shape)} and labels ${formatShape(labels.shape)} do not fit`,
    {
      expected: [m, 1],
      received: labels.shape,
      help: `labels are class numbers, (${m}, 1), or one-hot rows, (${m}, ${classes})`,
    },
  );
}

function noClass(row: number, label: number, classes: number): ValueError {
  return new ValueError(`crossEntropy: label ${row} is ${label}, which is none of ${classes} classes`, {
    expected: `a whole number from 0 to ${classes - 1}`,
    received: label,
    help: "classes count from 0, and the last layer has one output for each",
  });
}
