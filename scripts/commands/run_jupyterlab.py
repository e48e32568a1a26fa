"""JupyterLab, which ends when its server has ended.

By itself it sometimes waits forever for a worker thread that nobody stops (jupyterlab issue 10442): Ctrl-C then seems
to do nothing. When main() is back, kernels, files and extensions are cleaned up, and there is nothing to wait for.
"""

import os
import sys

from jupyterlab.labapp import main

try:
    code = main()
except SystemExit as end:
    code = end.code
if isinstance(code, str):
    print(code, file=sys.stderr)
sys.stdout.flush()
sys.stderr.flush()
os._exit(code if isinstance(code, int) else int(code is not None))
