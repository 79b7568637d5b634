"""The real settings in a data folder of this run's own, deaf to what the developer's shell says."""

import atexit
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from linli.config import environment

DATA_DIR = Path(tempfile.mkdtemp(prefix="linli-test-data-"))
(DATA_DIR / "static").mkdir()
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

environment.publish(replace(environment.read({}), data_dir=DATA_DIR, demo=True))

from linli.config import settings  # noqa: E402  (the settings read what was just published)

globals().update({name: getattr(settings, name) for name in dir(settings) if name.isupper()})
