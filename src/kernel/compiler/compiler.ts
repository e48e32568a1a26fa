/** Cells in, functions out: checks a cell against all that the notebook has declared, and makes it runnable. */

import { join } from "node:path";
import type ts from "@tslab/typescript-for-tslab";
import type { Json } from "../protocol/message.js";
import { packagesOf } from "./anticipation.js";
import { Declarations } from "./declarations.js";
import { type CompileFailure, explain } from "./diagnostics.js";
import { complete, type Draft, inspect } from "./editor.js";
import { type Emitted, emit } from "./emit.js";
import { globalTypes } from "./globals.js";
import { type Guest, makeGuest, nest } from "./guest.js";
import { unexportedNames } from "./names.js";
import { endsInModule, mentionsNode, nodeGlobals } from "./node-types.js";
import { type ProjectFile, ProjectFiles } from "./project-files.js";
import { type Rewritten, rewrite, type Variable } from "./rewrite.js";
import { Service } from "./service.js";
import { endsInExpression } from "./statements.js";
import { hasSyntaxErrors } from "./typescript.js";

export interface CompiledCell extends Rewritten {
  /** Source map (version 3) from the JavaScript's lines to the cell's; empty where they are the same. */
  readonly map: string;
  /** What the compiler declares of the cell; `commit` asks for it once the cell has run. */
  declared(): string;
  readonly source: string;
  /** TypeScript files of the project that the room does not have yet. */
  readonly modules: readonly ProjectFile[];
}

export type Compilation =
  | { readonly ok: true; readonly cell: CompiledCell }
  | { readonly ok: false; readonly failure: CompileFailure };

/** Makes a file a module, which keeps its names to itself. */
const prefix = "export {};\n";

/** A cell with something of everything: V8 compiles a function of the compiler when it is first called. */
const warmUp = `
  interface Shape { area: number }
  class Box implements Shape { constructor(readonly area: number) {} }
  let total = 0;
  for (let i = 0; i < 3; i++) total += i;
  const add = (shape: Shape): number => { total += shape.area; return total; };
  async function wait(): Promise<number> { return total; }
  [1, 2].map((area) => add(new Box(area)));
  console.log(\`\${total}\`, { total, ...(await wait(), {}) });
`;

/** Most cells are as short, and have no types: the compiler goes another way with them. */
const shortWarmUp = `
  let total = 1 + 1;
  const add = (number) => { total += number; };
  [1, 2].forEach(add);
  total
`;

/** So many cells one checker sees; it remembers something of each. */
const cellsOfChecker = 100;

interface Answer {
  readonly answer: Json;
  /** Whether all of Node's types would not improve it. */
  isEnough(program: ts.Program): boolean;
}

export class Compiler {
  readonly #folder: string;
  readonly #draftFile: string;
  readonly #draftEarlierFile: string;
  readonly #service: Service;
  readonly #projectFiles: ProjectFiles = new ProjectFiles();
  readonly #declarations: Declarations = new Declarations();
  readonly #variables: Map<string, Variable> = new Map();
  #earlier: Guest | undefined;
  #count = 0;
  /** What the last cell has left to be done. */
  #unsettled: (() => void) | undefined;

  /** @param folder  where the notebook lies */
  constructor(folder: string) {
    this.#folder = folder;
    this.#service = new Service(folder);
    this.#draftFile = join(folder, "cell.ts");
    this.#draftEarlierFile = join(folder, "cell.earlier.d.ts");
    this.#renew();
    // What the first cell would wait for, it finds done. Where a package is not there, such an import does no harm.
    const imports = packagesOf(folder).map((name) => `import ${JSON.stringify(name)};`);
    this.#practise(imports.join("") + warmUp);
  }

  /** Compiles a cell that nobody runs: V8 makes fast what it has seen several times. */
  rehearse(): void {
    this.#practise(warmUp);
    this.#practise(shortWarmUp);
    this.#practise("1 + 1");
  }

  #practise(source: string): void {
    const compilation = this.compile(source, "");
    if (compilation.ok) compilation.cell.declared();
  }

  /** @param title  what errors call the cell */
  compile(source: string, title: string): Compilation {
    this.#settle();
    if (mentionsNode(source)) this.#service.completeNodeTypes();
    const { program, compilation } = this.#attempt(source, title);
    const isSure = compilation.ok ? !this.#service.lacksNodeTypes(program) : compilation.failure.isSyntax;
    if (isSure || !this.#service.completeNodeTypes()) return compilation;
    return this.#attempt(source, title).compilation;
  }

  #attempt(source: string, title: string): { program: ts.Program; compilation: Compilation } {
    this.#count += 1;
    const { file, imported } = this.#exporting(source);
    const earlier = this.#readyEarlier();
    // The room, too, reads a module again when a cell imports it.
    if (imported.length > 0) this.#service.refresh();
    const program = this.#service.program([...imported, ...earlier.imported]);
    nest(file, earlier.file);
    // Like the compiler itself: what it makes of a text that it could not read is not worth telling.
    const syntactic = program.getSyntacticDiagnostics(file);
    const diagnostics = [...(syntactic.length > 0 ? syntactic : program.getSemanticDiagnostics(file))];
    const { files: modules, diagnostics: found } = this.#projectFiles.offer(program, imported);
    diagnostics.push(...found);
    const isSyntax = syntactic.length > 0;
    const failure = explain(diagnostics, { title, source, file: file.fileName, isSyntax });
    if (failure !== undefined) return { program, compilation: { ok: false, failure } };
    const emitted = emit(program, file);
    const { javascript, map } = emitted;
    const declared = (): string => this.#declarationsOf(emitted, program, source);
    const cell = { ...this.#rewrite(javascript, file), map, declared, source, modules };
    return { program, compilation: { ok: true, cell } };
  }

  /** To write down a type may take more of Node's types than to check the cell. */
  #declarationsOf(emitted: Emitted, program: ts.Program, source: string): string {
    const declared = emitted.declared();
    if (!this.#service.lacksNodeTypes(program) || !this.#service.completeNodeTypes()) return declared;
    const { compilation } = this.#attempt(source, "");
    return compilation.ok ? compilation.cell.declared() : declared;
  }

  #rewrite(javascript: ts.SourceFile, cell: ts.SourceFile): Rewritten {
    return rewrite(javascript, this.#variables, endsInExpression(cell));
  }

  /**
   * The cell has run: later cells may use what it declares. What that takes is done when its reader has the result.
   *
   * @param reached  the variables that have got a value; a cell that failed may have left some out
   */
  commit(cell: CompiledCell, reached: ReadonlySet<string>): void {
    this.#unsettled = () => this.#takeOver(cell, reached);
    setImmediate(() => this.#prepare());
  }

  /** Makes all ready for the next cell. */
  #prepare(): void {
    try {
      this.#settle();
      this.#service.program(this.#readyEarlier().imported).getTypeChecker();
    } catch (error) {
      // Nobody listens here; the next cell can report it.
      this.#unsettled = () => {
        throw error;
      };
    }
  }

  #settle(): void {
    const settle = this.#unsettled;
    this.#unsettled = undefined;
    settle?.();
  }

  #takeOver(cell: CompiledCell, reached: ReadonlySet<string>): void {
    this.#projectFiles.accept();
    const isKept = (name: string): boolean => !cell.variables.has(name) || reached.has(name);
    if (this.#declarations.add(cell.declared(), cell.source, isKept)) this.#earlier = undefined;
    if (this.#count > cellsOfChecker) this.#renew();
    for (const [name, variable] of cell.variables) {
      if (!reached.has(name)) continue;
      this.#variables.set(name, variable);
      // A `var` inside a statement is a variable of the cell, but no declaration file mentions it.
      if (this.#declarations.ensure(name)) this.#earlier = undefined;
    }
    for (const name of cell.mentions) {
      const known = this.#variables.get(name);
      if (known !== undefined) this.#variables.set(name, { ...known, captured: true });
    }
  }

  /** The content of a `complete_reply`. */
  complete(source: string, cursor: number): Json {
    const before = [...source].slice(0, cursor).join("");
    if (endsInModule(before)) this.#service.completeNodeTypes();
    return this.#whileWriting(source, (draft) => {
      const answer = complete(draft, cursor, nodeGlobals(before));
      return { answer, isEnough: () => answer.matches.length > 0 };
    });
  }

  /** The content of an `inspect_reply`. */
  inspect(source: string, cursor: number): Json {
    return this.#whileWriting(source, (draft) => {
      const answer = inspect(draft, cursor);
      return { answer, isEnough: (program) => answer.found && !this.#service.lacksNodeTypes(program) };
    });
  }

  /** Forgets all cells: their variables are gone. */
  reset(): void {
    this.#declarations.clear();
    this.#variables.clear();
    this.#earlier = undefined;
    this.#unsettled = undefined;
    this.#projectFiles.clear();
  }

  /** Asks about a cell that is being written; once more with all of Node's types, where the answer is not enough. */
  #whileWriting(source: string, ask: (draft: Draft) => Answer): Json {
    this.#settle();
    if (mentionsNode(source)) this.#service.completeNodeTypes();
    const { program, answer, isEnough } = this.#asDraft(source, ask);
    if (isEnough(program) || !this.#service.completeNodeTypes()) return answer;
    return this.#asDraft(source, ask).answer;
  }

  /** The language service answers no questions about guests: for the moment, the cell is a file of its. */
  #asDraft(source: string, ask: (draft: Draft) => Answer): Answer & { readonly program: ts.Program } {
    const file = this.#draftFile;
    const earlierFile = this.#draftEarlierFile;
    this.#service.write(file, prefix + source);
    this.#service.write(earlierFile, this.#declared);
    this.#service.refresh();
    const program = this.#service.program([]);
    const [cell, earlier] = [program.getSourceFile(file), program.getSourceFile(earlierFile)];
    if (cell !== undefined && earlier !== undefined) nest(cell, earlier);
    const answer = ask({ service: this.#service.language, file, source, offset: prefix.length });
    this.#service.remove(file);
    this.#service.remove(earlierFile);
    return { program, ...answer };
  }

  /** All that the earlier cells have declared, as a file. */
  get #declared(): string {
    return prefix + this.#declarations.text;
  }

  /** The cell, and what makes the compiler declare all names of it. */
  #exporting(source: string): Guest {
    const cell = this.#guest("ts", source);
    const names = unexportedNames(cell.file);
    // What cannot be read might swallow the line that is added here.
    if (names.length === 0 || hasSyntaxErrors(cell.file)) return cell;
    return this.#guest("ts", `${source}\nexport { ${names.join(", ")} };`);
  }

  #readyEarlier(): Guest {
    this.#earlier ??= this.#guest("d.ts", this.#declared);
    return this.#earlier;
  }

  #guest(extension: string, text: string): Guest {
    return makeGuest(join(this.#folder, `cell.${this.#count}.${extension}`), text, this.#service.options);
  }

  /** A new checker has no memory of the guests that the old one saw. */
  #renew(): void {
    this.#count = 0;
    this.#earlier = undefined;
    this.#service.write(join(this.#folder, "cell.globals.d.ts"), globalTypes);
  }
}
