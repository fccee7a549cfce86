"""What the portal runs as in the tests; read before the settings are (`-p tests.environment`)."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SSK_MODE", "test")
# Files that tests write go to a folder of the run, not into the checkout's own. Whoever made it takes it away; a worker has it from the run.
if "MEDIA_ROOT" not in os.environ:
    os.environ["MEDIA_ROOT"] = tempfile.mkdtemp(prefix="ssk-media-")
    _maker = os.getpid()
    atexit.register(lambda: os.getpid() == _maker and shutil.rmtree(os.environ["MEDIA_ROOT"], ignore_errors=True))
