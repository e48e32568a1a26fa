import { loadSafetensors, saveSafetensors } from "../data/files/safetensors.js";
import type { Module } from "../nn/module.js";
import { GradbookError } from "../tensor/errors.js";

/**
 * Writes a model's numbers, parameters and moving averages, to a safetensors file, which PyTorch and NumPy read too.
 *
 * @param path  from the notebook's folder
 * @throws FileError when the file cannot be written
 * @example saveModel(run.model, "digits.safetensors")
 */
export function saveModel(model: Module, path: string): void {
  saveSafetensors(path, model.state());
}

/**
 * Gives a model the numbers that `saveModel` wrote, in the model's own precision.
 *
 * @param model  of the same make: the same layers and sizes
 * @returns      the model
 * @throws FileError  naming file and place, when it cannot be read or is no safetensors file
 * @throws ValueError when a name in the file is missing or one too many
 * @throws ShapeError when a tensor has another shape than in the model
 * @example const model = loadModel(mlp([784, 512, 10]), "digits.safetensors").eval()
 */
export function loadModel<M extends Module>(model: M, path: string): M {
  const state = loadSafetensors(path);
  try {
    return model.load(state);
  } catch (error) {
    throw error instanceof GradbookError ? error.within(path) : error;
  }
}
