/** Brings dist/ up to date with src/. */
import { setUp, toBuild } from "../setup/set-up.mjs";

export async function main() {
  await setUp(toBuild);
  console.error("dist/ is up to date.");
  return 0;
}
