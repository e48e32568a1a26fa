/** The public face of gradbook: everything that a notebook imports. */
export {};
