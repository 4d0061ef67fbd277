#!/usr/bin/python3
"""Asks pcspd what stands in the way at a practice, given what its team has answered.

    /usr/bin/python3 tests/clients/diagnose.py 127.0.0.1:9090

Any language can do this: the server describes its own messages (see reflection.py). Needs Debian's
python3-grpcio and python3-protobuf, and pcspd on the address given.
"""
import sys

import grpc

import reflection

# Twelve people of one practice: how many gave which answer to each question, from "1" (strongly
# disagree) to "5" (strongly agree); "nr_role" says that it is not part of the job. And one fact.
EVIDENCE = {
    "subjectLevel": "LEVEL_PRACTICE",
    "levels": [{
        "level": "LEVEL_PRACTICE",
        "items": [
            {"item": "pr_purpose", "answers": {"3": 2, "4": 6, "5": 4}},
            {"item": "pr_value", "answers": {"3": 1, "4": 7, "5": 4}},
            {"item": "pr_own_part", "answers": {"1": 4, "2": 4, "3": 1, "nr_role": 3}},
            {"item": "pr_others_part", "answers": {"1": 5, "2": 4, "3": 2, "4": 1}},
            {"item": "pr_time", "answers": {"1": 3, "2": 5, "3": 2, "4": 2}},
        ],
        "facts": [{"fact": "fact_pr_roles_written", "category": "no"}],
    }],
}


# How likely what stands in the way is, in words. Other findings are not worth naming: they are
# unlikely, or nothing is known of them.
WORDS = {"BAND_LIKELY": "Likely.", "BAND_POSSIBLE": "Possible."}


def percent(probability):
    return "over 99 %" if probability >= 0.995 else f"{probability:.0%}".replace("%", " %")


def main(address):
    server = reflection.Server(address)
    diagnosis = server.call("pcsp.diagnosis.v1.DiagnosisService/Diagnose",
                            {"evidence": EVIDENCE, "maxReasons": 2})
    print(f"What stands in the way, by {diagnosis['knowledgeBase']}:")
    in_the_way = [finding for finding in diagnosis["findings"] if finding.get("band") in WORDS]
    if not in_the_way:
        print("Nothing likely or possible, in what is known.")
    for rank, finding in enumerate(in_the_way[:5], start=1):
        print(f"{rank}. {finding['title']} ({percent(finding['probability'])})")
        print(f"     {WORDS[finding['band']]} {finding.get('bandNote', '')}".rstrip())
        for reason in finding.get("reasons", []):
            print(f"     {reason['decibans']:+5.1f} dB  {reason['sentence']}")
    print(f"Ask next: {diagnosis['nextQuestions'][0]['question']}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: /usr/bin/python3 tests/clients/diagnose.py HOST:PORT")
    try:
        main(sys.argv[1])
    except (grpc.RpcError, LookupError) as error:
        sys.exit(f"diagnose.py: {error.details() if isinstance(error, grpc.RpcError) else error}")
