/** Turns what a failed tool printed into the one line that tells a newcomer what to do. */
import { displayPath, root } from "./paths.mjs";
import { SetUpError } from "./set-up-error.mjs";

/** What npm, pip and Python say about each trouble, the surest signs first. @type {[sign: RegExp, meaning: string][]} */
const troubles = [
  [
    /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i,
    `The disk is full: set-up needs about 1 GB in ${root}. Make room and try again.`,
  ],
  [
    /\bEROFS\b|read-only file system|\bEACCES\b|\bEPERM\b|permission denied/i,
    `Set-up may not write where it has to: ${root} and the caches of npm and pip must be yours. ` +
      "If you once used sudo here, give the folder back to yourself: sudo chown -R $USER .",
  ],
  [
    /CERT_|SELF_SIGNED|UNABLE_TO_[A-Z]+_ISSUER|certificate verify failed|SSLCertVerification/i,
    "The network's certificate is not trusted: behind a company's proxy, name its certificate file in " +
      "NODE_EXTRA_CA_CERTS (npm) and PIP_CERT (pip), then try again.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network is unreachable|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|name resolution|connection refused|connection broken/i,
    "No network: the packages could not be fetched. Connect to the internet (behind a proxy, set HTTPS_PROXY) " +
      "and try again: what has been fetched is kept.",
  ],
  [
    /no matching distribution found|failed building wheel|failed to build|subprocess-exited-with-error/i,
    "This Python has no ready-made build of one of the packages: use Python 3.10 to 3.13, 64 bit, " +
      "named by PYTHON=/path/to/python.",
  ],
];

/**
 * A full disk and a folder that is not ours can also stop set-up itself, between the tools.
 *
 * @param {unknown} error
 * @returns {SetUpError | undefined}  undefined when the error is of another kind
 */
export function explainFileError(error) {
  if (!(error instanceof Error && "code" in error)) return undefined;
  const trouble = troubles.slice(0, 2).find(([sign]) => sign.test(String(error.code)));
  return trouble && new SetUpError(`${trouble[1]} (${error.message})`);
}

/**
 * @param {string} tool
 * @param {string} output  all that it printed
 * @param {string} log     where that stands
 * @returns {SetUpError}
 */
export function explain(tool, output, log) {
  const whole = `The whole output: ${displayPath(log)}`;
  const trouble = troubles.find(([sign]) => sign.test(output));
  if (trouble) return new SetUpError(`${tool}: ${trouble[1]} (${whole})`);
  const tail = output.trimEnd().split("\n").slice(-12).join("\n  ");
  return new SetUpError(`${tool} failed, and this is the end of what it printed:\n  ${tail}\n${whole}`);
}
