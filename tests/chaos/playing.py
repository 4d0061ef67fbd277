"""What the programs of this folder have in common: their flags, one engine after another, and what is
said when a promise was not kept."""
import argparse
import pathlib
import random
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))
import harness  # noqa: E402
from engines import Postgresql, Sqlite  # noqa: E402


class Broken(Exception):
    """A promise that was not kept."""


def play_all(name, description, play, **numbers):
    """Calls play(engine, options) for each engine that is asked for. `numbers` are flags and what they
    are when not given; with `seed` they make a run that can be repeated."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--bin", type=pathlib.Path, default=harness.ROOT / "build/release/bin")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], action="append")
    for flag, default in {"seed": random.SystemRandom().randrange(10 ** 6), **numbers}.items():
        parser.add_argument(f"--{flag}", type=int, default=default)
    options = parser.parse_args()
    harness.Options.bin = options.bin.resolve()
    again = " ".join(f"--{flag} {getattr(options, flag)}" for flag in ["seed", *numbers])
    for engine in (Sqlite, Postgresql):
        if options.engine and engine.name not in options.engine:
            continue
        print(f"{engine.name}, seed {options.seed}; the same again: ./dev chaos {name} --engine"
              f" {engine.name} {again}", flush=True)
        try:
            play(engine, options)
        except Broken as broken:
            sys.exit(f"{name}.py: NOT KEPT: {broken}")


def play_one(run):
    """Plays a run to its end; its folder stays only if it did not end well."""
    try:
        run.play()
    except BaseException:
        print(f"  what was found, and the logs: {run.folder}", flush=True)
        raise
    finally:
        run.end()
    shutil.rmtree(run.folder)
