"""What `make mutants` reads of the worlds, it reads without the application."""

import subprocess
import sys
from pathlib import Path

from tests import worlds


def test_the_fingerprint_is_read_by_a_process_of_its_own():
    asked = "from tests.worlds import fingerprint; print(fingerprint())"
    root = Path(worlds.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
