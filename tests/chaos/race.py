"""Compare-and-set on fifty organisations by many at once: of two that read the same state one wins,
the other is told the etag that there is now, and no update is lost. Python with Debian's packages."""
import argparse
import pathlib
import random
import shutil
import sys
import time

from crash import Broken, Run, Writer, harness
from engines import Postgresql, Sqlite


class Updater(Writer):
    """Updates alone."""

    def run(self):
        try:
            while self.ledger.count < self.run_.writes:
                self.update()
        except Exception as error:  # told by the main thread
            self.failure = error


class Race(Run):
    hot, writers = 50, 12

    def play(self):
        self.engine.start()
        self.engine.prepare()
        self.start()
        self.prepare()
        began = time.monotonic()
        updaters = [Updater(self, number) for number in range(self.writers)]
        for updater in updaters:
            updater.start()
        for updater in updaters:
            updater.join(1800)
            if updater.failure or updater.is_alive():
                raise updater.failure or Broken(f"updater {updater.number} hangs")
        took = time.monotonic() - began
        if not self.ledger.lost_races:
            raise Broken("nobody lost a race: more writes, or another seed")
        there = self.listed("chaos")
        self.check_updates(there)
        updates = sum(len(steps) for steps in self.ledger.updates.values())
        self.same("revisions", sum(int(o["etag"].strip('"')) - 1 for n, o in there.items()
                                   if n in self.ledger.updates), updates)
        print(f"  {self.engine.name}: {updates} updates of {self.hot} organisations by {self.writers}"
              f" writers in {took:.0f} s, {self.ledger.lost_races} lost races, 0 lost updates, no fork",
              flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, default=harness.ROOT / "build/release/bin")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--writes", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 6))
    options = parser.parse_args()
    harness.Options.bin = options.bin.resolve()
    for engine in (Sqlite, Postgresql):
        if options.engine and engine.name not in options.engine:
            continue
        print(f"{engine.name}, seed {options.seed}; the same again: ./dev chaos race --engine"
              f" {engine.name} --seed {options.seed} --writes {options.writes}", flush=True)
        race = Race(engine, options)
        try:
            race.play()
        except BaseException:
            print(f"  what was found, and the logs: {race.folder}", flush=True)
            raise
        finally:
            race.end()
        shutil.rmtree(race.folder)


if __name__ == "__main__":
    try:
        main()
    except Broken as broken:
        sys.exit(f"race.py: NOT KEPT: {broken}")
