"""`python -m huying` is `huying`."""

import sys

from huying.cli import main

sys.exit(main())
