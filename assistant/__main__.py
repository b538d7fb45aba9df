"""Makes `python -m assistant` the command `assistant`."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # The working folder, which `-m` puts first and which may be a stranger's: a numpy.py there would be run. This
    # package is found by its own path from here on.
    del sys.path[0]

from assistant.cli.start import main

if __name__ == "__main__":
    sys.exit(main())
