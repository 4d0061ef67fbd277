"""The product's messages without generated code, and those that the benchmarks send."""

import json
import os
import random

import grpc
import yaml
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

REQUEST_ID = "00000000-0000-4000-8000-000000000000"  # the load generator puts an id of its own there
LEVELS = ("whole_system", "steering_group", "practice")
PROGRAMME = "programmes/bench"
PRACTICE = PROGRAMME + "/organisations/a81001"  # the first of practices()
WAVE = PROGRAMME + "/waves/w"


class Api:
    """Turns dicts in the form of proto JSON into messages and back, and calls methods with them."""

    def __init__(self, descriptor_file):
        files = descriptor_pb2.FileDescriptorSet()
        with open(descriptor_file, "rb") as file:
            files.ParseFromString(file.read())
        self.pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self.pool.Add(file)
        self.factory = message_factory.MessageFactory(self.pool)

    def method(self, path):
        service, method = path.strip("/").split("/")
        return self.pool.FindServiceByName(service).methods_by_name[method]

    def encode(self, path, request):
        """The bytes of the request of a method, "/package.Service/Method"."""
        message = self.factory.GetPrototype(self.method(path).input_type)()
        return json_format.ParseDict(request, message).SerializeToString()

    def call(self, port, path, body):
        """The bytes of the reply; the message of the error ends the benchmark."""
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            return channel.unary_unary(path)(body, timeout=10)


def evidence_files(knowledge_base, folder, count=16):
    """Writes evidence on every survey item of the knowledge base, at three levels, as files."""
    with open(knowledge_base, encoding="utf-8") as file:
        content = yaml.safe_load(file)
    paths = []
    for number in range(count):
        draw = random.Random(number)
        evidence = {"subject_level": "practice", "levels": [
            {"level": level, "items": {item["id"]: answers(item["categories"], level, draw)
                                       for item in content["indicators"]
                                       if item["level"] == level and item["type"] == "item"}}
            for level in LEVELS]}
        paths.append(os.path.join(folder, f"evidence{number}.json"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            json.dump(evidence, file)
    return paths


def answers(categories, level, draw):
    """How a team of a usual size might answer: around a mood of its own, now and then beside it."""
    counts = {}
    mood = draw.uniform(1, 5)
    for _ in range(draw.randint(12, 24) if level == "practice" else draw.randint(5, 9)):
        code = str(min(5, max(1, round(draw.gauss(mood, 1)))))
        if draw.random() < 0.05:
            code = draw.choice(categories[5:])
        counts[code] = counts.get(code, 0) + 1
    return counts


def diagnose_request(evidence_file):
    with open(evidence_file, encoding="utf-8") as file:
        evidence = json.load(file)
    levels = [{"level": "LEVEL_" + level["level"].upper(),
               "organisation": f"{PROGRAMME}/organisations/{level['level'].replace('_', '-')}",
               "items": [{"item": item, "answers": counts} for item, counts in level["items"].items()]}
              for level in evidence["levels"]]
    return {"knowledgeBase": "knowledgeBases/current",
            "evidence": {"subjectLevel": "LEVEL_PRACTICE", "levels": levels}}


def never_twice(request):
    """The same request of a site that the load generator gives another name each time."""
    levels = [dict(level) for level in request["evidence"]["levels"]]
    levels[0]["organisation"] = f"{PROGRAMME}/organisations/{REQUEST_ID}"
    return dict(request, evidence=dict(request["evidence"], levels=levels))


def practices(count=100):
    return [f"{PROGRAMME}/organisations/a{81001 + number}" for number in range(count)]


def submit_requests(instrument):
    """One person's answers to the first 25 items of an instrument file, at every practice in turn."""
    with open(instrument, encoding="utf-8") as file:
        items = yaml.safe_load(file)["items"][:25]
    answered = {item["code"]: str(1 + at % 5) for at, item in enumerate(items)}
    return [{"parent": WAVE, "organisation": practice, "staffGroup": "STAFF_GROUP_NURSE",
             "answers": answered, "requestId": REQUEST_ID} for practice in practices()]


CREATE_WAVE = {"parent": PROGRAMME, "waveId": "w",
               "wave": {"displayName": "Bench", "instruments": ["instruments/practice/versions/1"]}}
OPEN_WAVE = {"name": WAVE, "sites": [{"organisation": practice, "level": "LEVEL_PRACTICE"}
                                     for practice in practices()]}
CREATE_PROGRAMME = {"programmeId": "bench", "programme": {"displayName": "Bench"}}
CREATE_PRACTICE = {"parent": PROGRAMME, "organisationId": "a81001", "organisation": {
    "kind": "ORGANISATION_KIND_PRACTICE", "codeSystem": "ods", "code": "A81001",
    "displayName": "The Densham Surgery", "postcode": "TS18 1HU", "openDate": "1974-04-01",
    "addressLines": ["The Health Centre", "Lawson Street", "Stockton-on-Tees"]}}
