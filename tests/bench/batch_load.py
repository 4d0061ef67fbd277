"""batch_load.py PORT PATH COUNT BODY_FILE...: sends COUNT requests in one stream, and prints how long it took
until all were answered."""

import itertools
import json
import sys
import time

import grpc


def main():
    port, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    bodies = []
    for name in sys.argv[4:]:
        with open(name, "rb") as file:
            bodies.append(file.read())
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        grpc.channel_ready_future(channel).result(timeout=10)
        began = time.monotonic()
        answers = channel.stream_stream(path)(itertools.islice(itertools.cycle(bodies), count), timeout=120)
        answered = sum(1 for _ in answers)
        seconds = time.monotonic() - began
    if answered != count:
        raise RuntimeError(f"{answered} answers to {count} requests")
    print(json.dumps({"value": seconds, "all_calls": count}))


if __name__ == "__main__":
    main()
