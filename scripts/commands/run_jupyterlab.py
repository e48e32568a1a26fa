"""JupyterLab, which ends when its server has ended.

By itself it sometimes waits forever for a worker thread that nobody stops (jupyterlab issue 10442): Ctrl-C then seems
to do nothing. When main() is back, kernels, files and extensions are cleaned up, and there is nothing to wait for.
"""

import os
import signal
import sys

from jupyterlab.labapp import main

# Only in a terminal does the server clean up at Ctrl-C; it always does when it is asked to terminate.
if not (sys.stdin and sys.stdin.isatty()):
    signal.signal(signal.SIGINT, lambda *_: os.kill(os.getpid(), signal.SIGTERM))

try:
    code = main()
except SystemExit as end:
    code = end.code
if isinstance(code, str):
    print(code, file=sys.stderr)
sys.stdout.flush()
sys.stderr.flush()
os._exit(code if isinstance(code, int) else int(code is not None))
