"""Evidence changes at many sites while gateways and services are killed and hints are lost: what is stored
comes out as a rebuild makes it. The short version of ./dev chaos evidence."""
import argparse
import pathlib
import sys

import harness
from harness import SystemTest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "chaos"))
import evidence  # noqa: E402
from engines import Sqlite  # noqa: E402
from playing import play_one  # noqa: E402


class CatchingUp(SystemTest):
    def test_a_storm_ends_as_a_rebuild_does(self):
        class Few(evidence.Run):
            teams = 9

        options = argparse.Namespace(seed=harness.Options.seed, changes=300, kills=6, rounds=2)
        play_one(Few(Sqlite, options))


if __name__ == "__main__":
    harness.main()
