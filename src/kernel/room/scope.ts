/** The variables of the notebook: what compiled cells call `$$`. See compiler/rewrite.ts for the rules. */

interface Box {
  value: unknown;
}

/** The place of one name. Functions hold on to the slot, so that they see the name's newest variable. */
class Slot {
  box: Box;
  /** The run that gave the name its variable. */
  cell = 0;

  constructor(name: string) {
    this.box = new NoValue(name);
  }
}

/** Stands in for a variable whose cell stopped before it was reached. */
class NoValue implements Box {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  get value(): never {
    throw new ReferenceError(`${this.#name} has no value: the cell that declares it stopped before`);
  }
}

export class Scope {
  readonly #slots: Map<string, Slot> = new Map();

  slot(name: string): Slot {
    let slot = this.#slots.get(name);
    if (slot === undefined) {
      slot = new Slot(name);
      this.#slots.set(name, slot);
    }
    return slot;
  }

  /** Names whose variable was made in run `cell`. */
  reached(cell: number): string[] {
    return [...this.#slots].filter(([, slot]) => slot.cell === cell).map(([name]) => name);
  }
}

/** One run of a cell, as its code sees it. */
export class Run {
  readonly #scope: Scope;
  readonly #cell: number;
  readonly #modules: ReadonlyMap<string, unknown>;
  readonly meta: { readonly url: string };
  readonly import: (specifier: string) => Promise<unknown>;
  result: unknown = undefined;

  constructor(
    scope: Scope,
    cell: number,
    modules: ReadonlyMap<string, unknown>,
    outside: { meta: { readonly url: string }; import: (specifier: string) => Promise<unknown> },
  ) {
    this.#scope = scope;
    this.#cell = cell;
    this.#modules = modules;
    this.meta = outside.meta;
    this.import = outside.import;
  }

  slot(name: string): Slot {
    return this.#scope.slot(name);
  }

  module(specifier: string): unknown {
    return this.#modules.get(specifier);
  }

  /** The name has a new variable with this value. */
  keep(slot: Slot, value: unknown): void {
    slot.box = { value };
    slot.cell = this.#cell;
  }

  /** The name has a new variable, which lives on in the functions that captured it. */
  link(slot: Slot, get: () => unknown, set: (value: unknown) => void): void {
    slot.box = {
      get value() {
        return get();
      },
      set value(value: unknown) {
        set(value);
      },
    };
    slot.cell = this.#cell;
  }

  /** The cell is over: what its variable holds now. One that was never reached stays out. */
  update(slot: Slot, value: unknown): void {
    if (slot.cell === this.#cell) slot.box.value = value;
  }
}
