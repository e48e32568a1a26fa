import type { Tensor } from "../../tensor/tensor.js";
import { Dataset, type Splits } from "../dataset.js";
import { FileError } from "./file-error.js";
import { elementsOf, elementType, type MatSource } from "./mat/elements.js";
import { type MatVariable, readVariable } from "./mat/variable.js";
import { readBytes } from "./read-file.js";

/** The variables of a MATLAB file by name. */
export type MatVariables = Readonly<Record<string, Tensor>>;

const headerBytes = 128;

/**
 * Reads the numeric arrays of a MATLAB file of level 5 (`save -v6`, and `-v7`, which compresses; SciPy's
 * `savemat` too). A matrix of MATLAB's is (rows, columns) here too.
 *
 * Text, structs and other variables that are no arrays of real numbers do no harm until they are asked for.
 *
 * @param path  from the notebook's folder
 * @returns     one tensor for each variable
 * @throws FileError naming file and byte, or the variable, where it cannot be read
 * @example const { X, y } = loadMat("data.mat");
 */
export function loadMat(path: string): MatVariables {
  const bytes = readBytes(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const source: MatSource = { path, littleEndian: readByteOrder(path, view) };
  const body = new DataView(view.buffer, view.byteOffset + headerBytes, view.byteLength - headerBytes);
  const variables: Record<string, Tensor> = {};
  for (const element of elementsOf(source, body, (offset) => headerBytes + offset)) {
    // MATLAB appends workspace data of its own as a variable without a name.
    const variable = element.type === elementType.matrix ? readVariable(source, element) : null;
    if (variable !== null && variable.name !== "") addVariable(variables, variable);
  }
  return variables;
}

/**
 * Train, dev and test from a MATLAB file with X and y, Xval and yval, as the regularization exercise's data.mat
 * has them: load yours in the place of `datasets.football()`.
 *
 * The exercise judges by Xval; so that is the test set here. It has no third set: where the file has no Xtest
 * and ytest, dev holds the same samples as test, and what was chosen by dev looks better on test than it is.
 *
 * @throws FileError when one of the four is missing
 * @example const { train, dev, test } = splitsFromMat("data.mat");
 */
export function splitsFromMat(path: string): Splits {
  const variables = loadMat(path);
  const set = (name: string, x: string, y: string): Dataset =>
    new Dataset(name, variableOf(path, variables, x), variableOf(path, variables, y));
  const hasTest = "Xtest" in variables && "ytest" in variables;
  return {
    train: set("train", "X", "y"),
    dev: set("dev", "Xval", "yval"),
    test: hasTest ? set("test", "Xtest", "ytest") : set("test", "Xval", "yval"),
  };
}

function addVariable(variables: Record<string, Tensor>, variable: MatVariable): void {
  try {
    variables[variable.name] = variable.toTensor();
  } catch (error) {
    Object.defineProperty(variables, variable.name, {
      get: () => {
        throw error;
      },
    });
  }
}

function variableOf(path: string, variables: MatVariables, name: string): Tensor {
  if (name in variables) return variables[name];
  throw new FileError(path, null, {
    expected: `a variable "${name}"`,
    received: Object.keys(variables)
      .map((key) => `"${key}"`)
      .join(", "),
    help: "loadMat(path) gives all variables; new Dataset(name, x, y) makes a data set of two of them",
  });
}

/** Whether numbers are stored low byte first: "IM" at the header's end, or "MI" where not. */
function readByteOrder(path: string, view: DataView): boolean {
  const text =
    view.byteLength < headerBytes ? "" : String.fromCharCode(view.getUint8(126), view.getUint8(127));
  if (text === "IM" && view.getUint16(124, true) === 0x0100) return true;
  if (text === "MI" && view.getUint16(124, false) === 0x0100) return false;
  throw new FileError(
    path,
    { byte: 124 },
    {
      expected: "a MATLAB file of level 5",
      received: foundInstead(view, text),
      help: "in MATLAB, save it anew with -v7: save('data.mat', 'X', 'y', '-v7')",
    },
  );
}

function foundInstead(view: DataView, byteOrder: string): string {
  if (byteOrder === "IM" || byteOrder === "MI") return "one of version 7.3, which is an HDF5 file";
  return view.byteLength === 0 ? "an empty file" : "another format, or MATLAB's level 4";
}
