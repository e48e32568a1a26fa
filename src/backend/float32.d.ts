/** A module loaded a second time, for arrays of singles; see plain.ts. */
declare module "*reference.js?float32" {
  export const mathematics: typeof import("./reference.js").mathematics;
}

declare module "*reference-learning.js?float32" {
  export const learningKernels: typeof import("./reference-learning.js").learningKernels;
}
