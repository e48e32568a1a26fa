"""jupyter_kernel_test's suite for this kernel: argv after the script is the kernel's command line."""

import sys
import unittest

import jupyter_kernel_test
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

COMMAND = sys.argv[1:]


def start_new_kernel(startup_timeout=60, kernel_name="tslab", **kwargs):
    manager = KernelManager(kernel_name=kernel_name)
    manager._kernel_spec = KernelSpec(
        argv=[*COMMAND, "--connection-file", "{connection_file}"],
        display_name="TypeScript",
        language="typescript",
        interrupt_mode="message",
    )
    manager.start_kernel(**kwargs)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=startup_timeout)
    return manager, client


# The suite starts kernels by their installed name; this one need not be installed.
jupyter_kernel_test.start_new_kernel = start_new_kernel


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    code_generate_error = "throw new Error('boom')"
    code_execute_result = [
        {"code": "1+2", "result": "3"},
        {"code": "const five = 5; [five, 'x']", "result": "[ 5, 'x' ]"},
        {"code": "await Promise.resolve('later')", "result": "'later'", "mime": "text/plain"},
        {"code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>1</b>' }) })",
         "result": "<b>1</b>", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": "display(new Map([['a', 1]]))", "mime": "text/plain"},
        {"code": "display({ 'image/svg+xml': '<svg/>' }, { raw: true })", "mime": "image/svg+xml"},
    ]
    code_clear_output = "clearOutput()"

    complete_code_samples = ["1", "const f = (x: number) => x", "for (const x of [1]) {\n}", "`a`"]
    incomplete_code_samples = ["function f() {", "const x = [1,", "`abc", "if (true) {\n  f(", "/* a"]
    invalid_code_samples = ["let 1x = 3", "const const = 3; 1", "f) + 1"]

    completion_samples = [
        {"text": "Math.ma", "matches": {"max"}},
        {"text": "conso", "matches": {"console"}},
        {"text": "'abc'.toUpper", "matches": {"toUpperCase"}},
    ]
    code_inspect_sample = "Math.max"

    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "tslab"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
