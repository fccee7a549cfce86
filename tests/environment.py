"""What the portal runs as in the tests; read before the settings are (`-p tests.environment`)."""

import os
import tempfile

os.environ.setdefault("SSK_MODE", "test")
# Files that tests write go to a folder of the run, not into the checkout's own.
os.environ.setdefault("MEDIA_ROOT", tempfile.mkdtemp(prefix="ssk-media-"))
