/** What the kernel says of itself. */

import { type Json, protocolVersion } from "./protocol/message.js";

export function kernelInfo(): Json {
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "gradbook",
    implementation_version: "0.1.0",
    language_info: {
      name: "typescript",
      version: "5.0.4",
      mimetype: "text/x-typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: { name: "javascript", typescript: true },
      nbconvert_exporter: "script",
    },
    banner: `TypeScript 5.0.4 on Node ${process.versions.node}`,
    help_links: [
      { text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/" },
      { text: "Node.js", url: "https://nodejs.org/docs/latest-v20.x/api/" },
    ],
    supported_features: [],
    debugger: false,
  };
}
