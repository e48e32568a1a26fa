/** The public face of gradbook: everything that a notebook imports. */

export { detectAnomaly } from "./autograd/anomaly.js";
export { type CheckGradsOptions, type CheckGradsReport, checkGrads } from "./autograd/gradcheck.js";
export {
  type GradientsOf,
  grad,
  hessian,
  jacobian,
  type Linearization,
  type TensorFunction,
  valueAndGrad,
  vjp,
} from "./autograd/gradients.js";
export { type Graph, type GraphEdge, type GraphNode, graphOf } from "./autograd/graph.js";
export { type NumericGradOptions, numericGrad, relativeDifference } from "./autograd/numeric.js";
export { noGrad } from "./autograd/recording.js";
export { type FusedProducts, fusedProducts, setFusedProducts } from "./backend/fused.js";
export { setThreads, threads } from "./backend/threads.js";
export {
  type Augmentation,
  type AugmentOptions,
  augment,
  augmentImages,
} from "./data/augmentation/augment.js";
export type { Elastic } from "./data/augmentation/elastic.js";
export { type Transform, transformImages } from "./data/augmentation/transform.js";
export { Dataset, type Splits } from "./data/dataset.js";
export { type Datasets, datasets } from "./data/datasets.js";
export type { DigitsOptions } from "./data/digits/digits.js";
export { FileError, type Place } from "./data/files/file-error.js";
export { type CsvData, type CsvOptions, loadCsv } from "./data/files/load-csv.js";
export { type IdxOptions, loadIdx, loadMnist, type MnistOptions } from "./data/files/load-idx.js";
export { loadMat, type MatVariables, splitsFromMat } from "./data/files/load-mat.js";
export { loadSafetensors, saveSafetensors } from "./data/files/safetensors.js";
export { footballBorder } from "./data/football.js";
export { MiniBatches, type MiniBatchOptions } from "./data/mini-batches.js";
export type { BlobsOptions } from "./data/points/blobs.js";
export type { CirclesOptions } from "./data/points/circles.js";
export type { PointOptions, SampleOptions } from "./data/points/plane.js";
export type { SpiralsOptions } from "./data/points/spirals.js";
export { type Ratio, ratioFor } from "./data/splits/ratio.js";
export { type SplitOptions, split } from "./data/splits/split.js";
export { splitTwoDistributions, type TwoDistributionsOptions } from "./data/splits/two-distributions.js";
export { Standardizer, standardize } from "./data/standardizer.js";
export { type AccuracyGrid, type AccuracyMapOptions, accuracyMap } from "./display/accuracy-map.js";
export {
  type AccuracyTableOptions,
  accuracyTable,
  type PrintedAccuracies,
} from "./display/accuracy-table.js";
export {
  type Activation,
  type ActivationHistogramsOptions,
  type ActivationSnapshot,
  activationHistograms,
} from "./display/activation-histograms.js";
export { type BatchNormBandsOptions, batchNormBands } from "./display/batch-norm-bands.js";
export type { Classifier } from "./display/classifier.js";
export { type ComputationGraphOptions, computationGraph } from "./display/computation-graph.js";
export { type ConfusionMatrixOptions, confusionMatrix } from "./display/confusion-matrix.js";
export { type CostCurveOptions, costCurve } from "./display/cost-curve.js";
export type { CostHistory, CostSource } from "./display/cost-source.js";
export { type CostSurfaceOptions, costSurface, type Point, type Surface } from "./display/cost-surface.js";
export { type DecisionBoundaryOptions, decisionBoundary } from "./display/decision-boundary.js";
export { diagnosisTable } from "./display/diagnosis-table.js";
export { type DropoutMasksOptions, dropoutMasks } from "./display/dropout-masks.js";
export { type EffectiveRatesOptions, effectiveRates } from "./display/effective-rates.js";
export { type EpsilonPlotOptions, type EpsilonPoint, epsilonPlot } from "./display/epsilon-plot.js";
export { Figure, type PlotlySpec } from "./display/figure.js";
export {
  type GradientCheckPlotOptions,
  type GradientPair,
  gradientCheckPlot,
} from "./display/gradient-check-plot.js";
export { gradientCheckTable } from "./display/gradient-check-table.js";
export { type GradientNormsOptions, type GradientSnapshot, gradientNorms } from "./display/gradient-norms.js";
export { type ImageGridOptions, imageGrid } from "./display/image-grid.js";
export { type LearningCurveOptions, type LearningPoint, learningCurve } from "./display/learning-curve.js";
export { liveCostCurve } from "./display/live-cost-curve.js";
export { modelSummary } from "./display/model-summary.js";
export { optimizerRace, type RaceCourse } from "./display/optimizer-race.js";
export type { Dash, Style } from "./display/palette.js";
export { type ParallelCoordinatesOptions, parallelCoordinates } from "./display/parallel-coordinates.js";
export { type SchedulePlotOptions, schedulePlot } from "./display/schedule-plot.js";
export { type SearchScatterOptions, searchScatter, type Trial } from "./display/search-scatter.js";
export { type SearchTableOptions, searchTable } from "./display/search-table.js";
export { type MimeBundle, Shown } from "./display/shown.js";
export { Table, type TableOptions, table } from "./display/table.js";
export { type WeightHistogramOptions, weightHistogram } from "./display/weight-histogram.js";
export { type PathPoint, type WeightPathOptions, weightPath } from "./display/weight-path.js";
export type { WeightSource } from "./display/weights.js";
export {
  checkBatchNorm,
  checkDeepSettings,
  checkMovingMean,
  type DeepSettings,
} from "./exercises/batch-normalization.js";
export { check } from "./exercises/check.js";
export { CheckResult, type CheckStatus } from "./exercises/check-result.js";
export { checkDropoutBackward, checkDropoutForward, checkKeepRates } from "./exercises/dropout.js";
export { UnsolvedError, unsolved } from "./exercises/exercise.js";
export {
  checkMendedBackward,
  checkRelativeDifference,
  checkTwoSidedDifference,
} from "./exercises/gradient-checking.js";
export { checkHeWeights, checkLeakyDeviation, checkScales } from "./exercises/initialization.js";
export { checkApplyToNew, checkFoldedBias, checkStandardize } from "./exercises/normalization.js";
export {
  type AdamwSettings,
  checkAdamw,
  checkLearningRate,
  checkRmsprop,
  type RmspropSettings,
} from "./exercises/optimizers.js";
export { checkL1Gradient, checkLambda, checkSoftThreshold } from "./exercises/regularization.js";
export { checkSoftmax, checkSoftmaxGradient, checkTemperature } from "./exercises/softmax.js";
export {
  constant,
  glorot,
  glorotUniform,
  he,
  heUniform,
  type Initializer,
  lecun,
  lecunUniform,
  normal,
  uniform,
  zeros as zerosInit,
} from "./nn/initializers.js";
export { LeakyReLU, ReLU, Sigmoid, Tanh } from "./nn/layers/activations.js";
export { BatchNorm, type BatchNormOptions, type Statistics } from "./nn/layers/batch-norm.js";
export { Conv2d, type Conv2dOptions } from "./nn/layers/conv2d.js";
export { Dropout, type DropoutOptions } from "./nn/layers/dropout.js";
export { Flatten } from "./nn/layers/flatten.js";
export { Linear, type LinearOptions } from "./nn/layers/linear.js";
export { MaxPool2d } from "./nn/layers/max-pool2d.js";
export { Maxout, type MaxoutOptions } from "./nn/layers/maxout.js";
export { Softmax } from "./nn/layers/softmax.js";
export {
  binaryCrossEntropy,
  type ClassLossOptions,
  crossEntropy,
  hinge,
  type LossOptions,
  squaredError,
} from "./nn/losses.js";
export { type MlpDropout, type MlpOptions, mlp } from "./nn/mlp.js";
export { type ModelState, Module, type NamedBuffer, type NamedParameter } from "./nn/module.js";
export { l1Penalty, l2Penalty } from "./nn/penalties.js";
export { type LayerKind, layerGradients, layerOutputs } from "./nn/probe.js";
export { Sequential } from "./nn/sequential.js";
export { type AdagradOptions, adagrad } from "./optim/adagrad.js";
export { type AdamOptions, adam } from "./optim/adam.js";
export { type AdamwOptions, adamw } from "./optim/adamw.js";
export type { Clipping } from "./optim/clipping.js";
export { type MomentumOptions, momentum } from "./optim/momentum.js";
export { MovingAverage, movingAverage } from "./optim/moving-average.js";
export {
  type Moment,
  Optimizer,
  type OptimizerRule,
  type OptimizerState,
  type ParameterGroup,
  type Update,
} from "./optim/optimizer.js";
export { type RmspropOptions, rmsprop } from "./optim/rmsprop.js";
export {
  byHand,
  cosineDecay,
  exponentialDecay,
  inverseSquareRootDecay,
  inverseTimeDecay,
  type Schedule,
  staircase,
} from "./optim/schedules.js";
export { sgd } from "./optim/sgd.js";
export { type RandomSnapshot, RandomState } from "./random/random-state.js";
export {
  arange,
  eye,
  full,
  linspace,
  oneHot,
  ones,
  rand,
  randn,
  type TensorOptions,
  tensor,
  zeros,
} from "./tensor/create.js";
export type { DType } from "./tensor/dtype.js";
export { DTypeError, GradbookError, GradientError, ShapeError, ValueError } from "./tensor/errors.js";
export type { Operand } from "./tensor/functions.js";
export { concat, stack } from "./tensor/join.js";
export { linear } from "./tensor/linear.js";
export type { NumberArray, TensorValues } from "./tensor/nested.js";
export type { Shape } from "./tensor/shape.js";
export { type GradientHook, type Origin, Tensor } from "./tensor/tensor.js";
export type { NestedNumbers } from "./tensor/values.js";
export { type ConvolutionOptions, conv2d, maxPool2d, type WindowOptions } from "./tensor/windows.js";
export { Checkpoint } from "./training/checkpoint.js";
export { Diagnosis, type DiagnosisOptions, diagnose, type Errors } from "./training/diagnosis.js";
export { DivergenceError } from "./training/divergence.js";
export type { EarlyStoppingOptions } from "./training/early-stopping.js";
export {
  accuracy,
  confusion,
  countCorrect,
  type EvaluateOptions,
  type Evaluation,
  evaluate,
  type Metric,
  predict,
  predictProbability,
} from "./training/evaluate.js";
export { fit, lastRun } from "./training/fit.js";
export type { FitOptions, Run } from "./training/fit-options.js";
export {
  type DifferenceOptions,
  type EpsilonError,
  type EpsilonRange,
  epsilonCurve,
  type FunctionCheckOptions,
  gradientCheck,
  type ModelCheckOptions,
} from "./training/gradient-check.js";
export {
  type CheckedElement,
  GradientCheck,
  type ParameterCheck,
  type Verdict,
} from "./training/gradient-check-result.js";
export type { ModelCost, NamedTensors } from "./training/gradient-check-subject.js";
export { History, type HistoryData, type MetricCurve } from "./training/history.js";
export type { Loss } from "./training/loss.js";
export { loadModel, saveModel } from "./training/model-file.js";
export { type ProgressLine, progress } from "./training/progress.js";
export type { Work } from "./training/progress-text.js";
export { Search, type SearchData, type SearchTrial } from "./training/search/found.js";
export {
  type Choices,
  choices,
  type Interval,
  integers,
  linearUniform,
  logUniform,
  oneMinusLog,
  type Scale,
} from "./training/search/scales.js";
export { type SearchOptions, search } from "./training/search/search.js";
export type { SearchParams, SearchSpace, Values } from "./training/search/space.js";
export type {
  Library,
  Trial as SearchFunction,
  TrialArgument,
  TrialResult,
} from "./training/search/trial.js";
