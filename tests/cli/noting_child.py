"""A process for test_children.py: notes its own number in a file, then waits; `brief` ends at once."""

import os
import sys
import time
from pathlib import Path

with Path(sys.argv[1]).open("a") as notes:
    notes.write(f"{os.getpid()}\n")
if "brief" not in sys.argv:
    time.sleep(60)
