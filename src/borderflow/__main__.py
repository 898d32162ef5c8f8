"""`python -m borderflow` is `borderflow`."""

import sys

from borderflow.cli import main

sys.exit(main())
