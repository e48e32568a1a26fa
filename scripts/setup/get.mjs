/** How to get what set-up cannot bring by itself, in the words of the reader's own system. */
import { existsSync } from "node:fs";

/** @returns {"apt" | "dnf" | "brew" | "winget" | "other"} */
function packager() {
  if (process.platform === "win32") return "winget";
  if (process.platform === "darwin") return "brew";
  if (existsSync("/usr/bin/apt-get")) return "apt";
  return existsSync("/usr/bin/dnf") ? "dnf" : "other";
}

export const getPython = {
  apt: "sudo apt install python3 python3-venv",
  dnf: "sudo dnf install python3",
  brew: "brew install python, or https://www.python.org/downloads/",
  winget: "winget install Python.Python.3.13, or https://www.python.org/downloads/",
  other: "https://www.python.org/downloads/",
}[packager()];

/** @param {string} version  of the Python that lacks it, "3.11.2" */
export const getVenv = (version) =>
  packager() === "apt"
    ? `sudo apt install python${version.split(".", 2).join(".")}-venv`
    : "install Python anew from https://www.python.org/downloads/";

export const getChromium = {
  apt: "sudo apt install chromium",
  dnf: "sudo dnf install chromium",
  brew: "brew install --cask chromium, or Google Chrome",
  winget: "winget install Google.Chrome",
  other: "install Chromium or Google Chrome",
}[packager()];
