"""Compare-and-set on fifty organisations by many at once: of two that read the same state one wins,
the other is told the etag that there is now, and no update is lost. Python with Debian's packages."""
import time

from crash import Run, Writer
from playing import Broken, play_all, play_one


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


if __name__ == "__main__":
    play_all("race", __doc__, lambda engine, options: play_one(Race(engine, options)),
             writes=20_000)
