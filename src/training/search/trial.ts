import type { MessagePort } from "node:worker_threads";
import type { FusedProducts } from "../../backend/fused.js";
import type { SearchParams, SearchSpace } from "./space.js";

/** Everything that gradbook exports. */
export type Library = typeof import("../../index.js");

/** What a trial knows. It runs on another thread: of the variables around it, it sees none. */
export interface TrialArgument<S extends SearchSpace, G> {
  /** The hyper-parameters to try. */
  readonly params: SearchParams<S>;
  /** The number of the trial, which is also the seed for all that is random in it. */
  readonly seed: number;
  /** The library: `({ gradbook: { mlp, fit } }) => …`, or `gradbook.mlp(…)`. */
  readonly gradbook: Library;
  /** What the search was told to give to each trial. */
  readonly given: G;
}

/** The score, or the score and further numbers to keep with it. */
export type TrialResult = number | ({ readonly score: number } & Readonly<Record<string, number>>);

/** Trains a model with some hyper-parameters, and says how good it is: the higher the better. */
export type Trial<S extends SearchSpace, G> = (
  argument: TrialArgument<S, G>,
) => TrialResult | Promise<TrialResult>;

/** Where a worker thread finds the trial: its text, or the module that exports it as `trial`. */
export type TrialSource = { readonly text: string } | { readonly module: string };

/** What a worker thread is given when it starts. */
export interface TrialWorkerStart {
  readonly source: TrialSource;
  /** Address of the library's module. */
  readonly library: string;
  /** Which products are fused, as they are where the search was begun. */
  readonly fused: FusedProducts;
  /** What each trial is given, packed. */
  readonly given: unknown;
  readonly points: readonly { readonly number: number; readonly params: SearchParams<SearchSpace> }[];
  /** Two whole numbers that all threads see: how many points are taken, how many messages were sent. */
  readonly counters: SharedArrayBuffer;
  readonly port: MessagePort;
}

export const TAKEN = 0;
export const SENT = 1;

/** What a worker thread says. */
export type TrialMessage =
  | { readonly type: "result"; readonly number: number; readonly result: unknown }
  /** The training diverged: a result of its own kind. */
  | { readonly type: "diverged"; readonly number: number }
  /** The trial has a mistake; without a number, it could not even be read. */
  | {
      readonly type: "failed";
      readonly number?: number;
      readonly error: string;
      readonly unknownName?: string;
    };
