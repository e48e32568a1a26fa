/** The lessons that are still to be written. One that is written is described by its own first cell, and leaves here. */

/** @type {readonly import("./read-series.mjs").Lesson[]} */
export const coming = [
  {
    number: "01",
    title: "A network from scratch",
    teaches:
      "layers as matrix products, cross-entropy, gradient descent, the backward pass by hand and by autograd",
    aims: [],
    buildsOn: [],
  },
  {
    number: "02",
    title: "Bias and variance",
    teaches: "train, dev and test sets; which of the two is too high, and what to do about it",
    aims: [],
    buildsOn: ["01"],
  },
  {
    number: "06",
    title: "Early stopping and data augmentation",
    teaches: "stopping at the dev set's minimum; more data out of the data at hand",
    aims: [],
    buildsOn: ["02", "04"],
  },
  {
    number: "09",
    title: "Mini-batches and moving averages",
    teaches: "steps on a part of the data; exponentially weighted averages and their bias correction",
    aims: [],
    buildsOn: ["01"],
  },
  {
    number: "11",
    title: "Learning-rate decay, plateaus and saddle points",
    teaches: "schedules for the rate; why plateaus, not local minima, are what slows training down",
    aims: [],
    buildsOn: ["10"],
  },
  {
    number: "12",
    title: "Hyper-parameter tuning",
    teaches: "random search on the right scales, from coarse to fine, on all cores",
    aims: [],
    buildsOn: ["02", "11"],
  },
  {
    number: "15",
    title: "Putting it together",
    teaches: "the whole recipe on ten classes of images, one remedy after the other",
    aims: [],
    buildsOn: ["06", "12", "13", "14"],
  },
];
