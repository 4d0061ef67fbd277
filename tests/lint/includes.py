"""Who may include what. The rules are those of the README's dependency table; the house has no
upward edge and no edge between two services, and the build fails when one appears."""

import re

from tree import Finding

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
OURS = re.compile(r"^(common|services|gateway|protos|tests)/")
SERVICE = r"services/(?P<service>\w+)"

# Path of the including file -> patterns of our own headers that it may include; the first match
# decides. {service} is the service of the including file. pcspctl is a client: of the flows it takes how
# a list is read and how a request is made, and runs none.
LAYERS = [
    (r"common/base/", [r"common/base/"]),
    (r"common/text/", [r"common/(base|text)/"]),
    (r"common/storage/", [r"common/(base|storage)/"]),
    (r"common/rpc/", [r"common/(base|rpc)/"]),
    (SERVICE + r"/domain/", [r"common/base/(?!clock\.h)", r"common/text/", r"services/{service}/domain/"]),
    (SERVICE + r"/store/", [r"common/(base|storage)/", r"services/{service}/(domain|store)/"]),
    (SERVICE + r"/rpc/", [r"common/", r"services/{service}/(domain/|rpc/|store/(\w+/)?store\.h)"]),
    (SERVICE + r"/module\.(h|cc)", [r"common/", r"services/{service}/"]),
    (r"gateway/cli/", [r"common/", r"gateway/(cli/|clients\.h|flows/(pages|follow_up|site/(not_shown|change_words))\.h)", r"services/\w+/domain/"]),
    (r"gateway/(flows|rpc|rest|auth|console)/", [r"common/", r"gateway/(?!cli/)"]),
    (r"gateway/", [r"common/", r"gateway/(?!cli/)", r"services/\w+/module\.h"]),
    (r"tests/", [r"common/", r"services/", r"gateway/", r"tests/support/", r"tests/\w+/"]),
]

# Libraries that only some folders may see, so that what speaks to the outside stays in one place.
EDGE = r"^(common/rpc/|services/\w+/rpc/|gateway/|tests/)"
LIBRARIES = [
    (r"^(pcsp/.*\.pb\.h|google/(protobuf|api|rpc)/)", EDGE, "protos"),
    (r"^grpc(pp)?/", EDGE + r"|^services/\w+/module\.", "gRPC"),
    (r"^(soci/|sqlite3\.h|libpq)", r"^(common/storage/|services/\w+/store/|tests/)", "SQL"),
    (r"^hiredis/", r"^common/storage/cache/redis_connection\.|^tests/", "hiredis"),
    (r"^boost/(beast|asio)", r"^gateway/rest/|^tests/", "HTTP"),
    (r"^(yaml-cpp/|csv\.h|unicode/|qrencode\.h)", r"^common/text/|^tests/", "file formats"),
    (r"^prometheus/", r"^common/rpc/|^tests/", "metrics"),
    (r"^(re2/|libstemmer\.h)", r"^services/diagnosis/domain/text/|^tests/", "language"),
    (r"^(Clp|Coin)\w*\.hpp", r"^services/planning/domain/linear/|^tests/", "CLP"),
]

# A domain is pure: besides our own headers it sees the standard library, absl, mathematics (a solver of
# linear programs among it) and, for notes, patterns and stems of words.
DOMAIN = re.compile(r"^services/\w+/domain/")
PURE = re.compile(r"^([a-z_0-9]+|absl/.*|Eigen/.*|boost/math/.*|re2/.*|libstemmer\.h|Clp\w+\.hpp)$")
IMPURE = re.compile(r"^(absl/time/clock\.h|absl/log/.*|absl/random/.*|chrono|iostream|thread)$")
# What a pure function cannot say either, whatever it includes: the time of day, chance without a
# seed, the environment.
IMPURE_CALL = re.compile(
    r"\b(absl::Now\(|(system|steady)_clock|random_device|getenv\(|std::(cout|cerr|clog)\b)")


def forbidden(path, header):
    """Why `path` may not include `header`, or None."""
    if OURS.match(header):
        return forbidden_of_ours(path, header)
    if DOMAIN.match(path) and (not PURE.match(header) or IMPURE.match(header)):
        return "a domain knows no proto, gRPC, SQL, Redis, clock, thread or log"
    for pattern, allowed, name in LIBRARIES:
        if re.search(pattern, header) and not re.search(allowed, path):
            return f"{name} may be seen only from {allowed}"
    return None


def forbidden_of_ours(path, header):
    for pattern, allowed in LAYERS:
        match = re.match(pattern, path)
        if match is None:
            continue
        service = match.groupdict().get("service", "")
        allowed = [entry.replace("{service}", service) for entry in allowed]
        if any(re.match(entry, header) for entry in allowed):
            return None
        return "it may include of ours only " + ", ".join(allowed)
    return "the file lies in no layer of the house"


def check_includes(tree):
    for path in tree.matching(r"\.(h|cc)$"):
        for number, line in enumerate(tree.lines(path), 1):
            match = INCLUDE.match(line)
            reason = forbidden(path, match.group(1)) if match else None
            if reason is not None:
                yield Finding("includes", path, number, f"includes {match.group(1)}: {reason}")
            call = IMPURE_CALL.search(line) if DOMAIN.match(path) else None
            if call is not None:
                yield Finding("purity", path, number, f"{call.group(1)}: it comes in as an argument")
