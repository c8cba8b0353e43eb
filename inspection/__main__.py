"""`python -m inspection`: the commands of the shell."""

import sys

from inspection.cli import main

sys.exit(main())
