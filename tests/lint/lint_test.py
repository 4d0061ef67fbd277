#!/usr/bin/env python3
"""Each rule turns red on the smallest house that breaks it, and stays quiet on one that does not."""

import os
import tempfile
import unittest

import house
import includes
import names
import protos
import sizes
import steps
from tree import Tree

PROTO = """syntax = "proto3";
// Keeps things.
package pcsp.shop.v1;
import "google/api/annotations.proto";
// Keeps things.
service ShopService {
  // Makes a thing.
  rpc CreateThing(CreateThingRequest) returns (Thing) {
    option (google.api.http) = { post: "/v1/{parent=shops/*}/things" body: "thing" };
  }
}
// A thing.
message Thing {
  // shops/*/things/*
  string name = 1;
}
// A wish for a thing.
message CreateThingRequest {
  // shops/*
  string parent = 1;
  // The thing.
  Thing thing = 2;
  // A UUID; the same one again returns the stored reply.
  string request_id = 3;
}
"""
SECOND_RPC = """  // Makes it again.
  rpc Again(CreateThingRequest) returns (Thing) {
    option (google.api.http) = { %s };
  }
"""
SHOP = "services/shop/"
GOOD = {
    "README.md": "# A house\n",
    ".clang-format": "BasedOnStyle: Google\n",
    "common/base/README.md": "- `error.h`: errors\n",
    "common/base/error.h": "#include <string>\n",
    "protos/README.md": "- `pcsp/shop/v1/shop_service.proto`: the shop\n",
    "protos/pcsp/shop/v1/shop_service.proto": PROTO,
    SHOP + "README.md": "- `module.{h,cc}`, `domain/thing.{h,cc}`, `store/{store.h,sql_store.{h,cc}}`\n"
                        "- `rpc/shop_service.{h,cc}`, `rpc/convert.{h,cc}`\n",
    SHOP + "module.h": '#include "common/base/error.h"\n',
    SHOP + "module.cc": '#include "services/shop/store/sql_store.h"\n#include "grpcpp/server.h"\n',
    SHOP + "domain/thing.h": '#include <vector>\n#include "absl/status/statusor.h"\n#include "common/base/error.h"\n',
    SHOP + "domain/thing.cc": '#include "services/shop/domain/thing.h"\n#include "boost/math/distributions.hpp"\n',
    SHOP + "store/store.h": '#include "services/shop/domain/thing.h"\n',
    SHOP + "store/sql_store.h": '#include "services/shop/store/store.h"\n',
    SHOP + "store/sql_store.cc": '#include "soci/soci.h"\n#include "services/shop/store/sql_store.h"\n',
    SHOP + "rpc/shop_service.h": '#include "services/shop/store/store.h"\n',
    SHOP + "rpc/shop_service.cc": '#include "services/shop/rpc/convert.h"\n',
    SHOP + "rpc/convert.h": '#include "pcsp/shop/v1/shop_service.pb.h"\n#include "services/shop/domain/thing.h"\n',
    SHOP + "rpc/convert.cc": '#include "services/shop/rpc/convert.h"\n',
    "gateway/README.md": "- `flows/close.cc`: closes. `pcspd_main.cc`: composes. `cli/score.cc`: offline\n",
    "gateway/flows/close.cc": '#include "pcsp/shop/v1/shop_service.grpc.pb.h"\n#include "common/base/error.h"\n',
    "gateway/pcspd_main.cc": '#include "services/shop/module.h"\n',
    "gateway/cli/score.cc": '#include "services/shop/domain/thing.h"\n',
}


def long_function(lines):
    return "int Grow(int n) {\n" + "  n += 1;\n" * (lines - 2) + "}\n"


# The rule that must turn red, and what is added to the good house; None takes a file away.
INCLUDES = [
    (SHOP + "domain/thing.h", "pcsp/shop/v1/shop_service.pb.h"),
    (SHOP + "domain/thing.h", "grpcpp/server.h"),
    (SHOP + "domain/thing.h", "soci/soci.h"),
    (SHOP + "domain/thing.h", "hiredis/hiredis.h"),
    (SHOP + "domain/thing.h", "common/base/clock.h"),
    (SHOP + "domain/thing.h", "absl/time/clock.h"),
    (SHOP + "domain/thing.h", "chrono"),
    (SHOP + "domain/thing.h", "common/rpc/log.h"),
    (SHOP + "domain/thing.h", "common/storage/sql.h"),
    (SHOP + "domain/thing.h", "services/shop/store/store.h"),
    (SHOP + "domain/thing.cc", "services/other/domain/thing.h"),
    (SHOP + "store/store.h", "pcsp/shop/v1/shop_service.pb.h"),
    (SHOP + "store/store.h", "services/shop/rpc/convert.h"),
    (SHOP + "store/store.h", "common/rpc/log.h"),
    (SHOP + "rpc/convert.h", "services/shop/store/sql_store.h"),
    (SHOP + "rpc/convert.h", "services/shop/module.h"),
    (SHOP + "rpc/convert.h", "services/other/domain/thing.h"),
    (SHOP + "module.cc", "services/other/module.h"),
    (SHOP + "module.cc", "pcsp/shop/v1/shop_service.pb.h"),
    ("common/base/error.h", "services/shop/domain/thing.h"),
    ("common/base/error.h", "common/rpc/status.h"),
    ("common/base/error.h", "google/rpc/status.pb.h"),
    ("gateway/flows/close.cc", "services/shop/domain/thing.h"),
    ("gateway/flows/close.cc", "services/shop/module.h"),
    ("gateway/flows/close.cc", "boost/beast/http.hpp"),
    ("gateway/cli/score.cc", "services/shop/store/store.h"),
    ("gateway/cli/score.cc", "gateway/flows/close.h"),
    ("gateway/pcspd_main.cc", "services/shop/store/sql_store.h"),
    ("protos/stray.h", "common/base/error.h"),
]
PURITY = [
    ("purity", {SHOP + "domain/thing.cc": "auto now = absl::Now();\n"}),
    ("purity", {SHOP + "domain/thing.cc": "std::random_device device;\n"}),
    ("purity", {SHOP + "domain/thing.cc": 'std::cerr << "odd";\n'}),
]
HOUSE = [
    ("root", {"notes.txt": "x"}),
    ("root", {"docs/README.md": "x"}),
    ("doors", {SHOP + "rpc/convert.h": None}),
    ("doors", {SHOP + "domain/thing.h": None}),
    ("doors", {"protos/pcsp/shop/v1/shop_service.proto": None}),
    ("doors", {"services/other/README.md": "# Another\n"}),
    ("vendored", {"common/third_party/json.h": "x"}),
    ("vendored", {"protos/google/api/http.proto": "x"}),
    ("vendored", {"tests/data.bin": "\0\1"}),
    ("vendored", {"tests/large.txt": "x" * ((1 << 20) + 1)}),
    ("machine", {"tests/path.sh": "cd /wo" "rk/main/pcsp\n"}),
    ("machine", {"tests/path.sh": "cd /ho" "me/someone/pcsp\n"}),
    ("machine", {"tests/lock.json": '"resolved": "https://registry.npm' 'js.org/x"\n'}),
    ("one name", {SHOP + "domain/thing.h": "namespace shop {\nstruct Thing {\n};\n}  // namespace shop\n",
                  SHOP + "domain/thing.cc": "namespace shop {\nstruct Thing {\n};\n}  // namespace shop\n"}),
    ("readme", {"common/base/clock.h": ""}),
    ("readme", {"common/text/csv.h": ""}),
    ("readme", {"common/base/detail/clock.h": ""}),
    ("readme", {SHOP + "store/schema/001_things.sql": ""}),
    ("readme", {"common/base/README.md": "- `error.h`, `gone.h`\n"}),
    ("readme", {"common/base/README.md": "- `error.h`\n" + "more\n" * 15}),
]
SIZES = [
    ("file_size", {"common/base/long.cc": "\n" * 601}),
    ("file_size", {"common/base/long.h": "\n" * 301}),
    ("function_size", {"common/base/long.cc": long_function(121)}),
    ("function_size", {"common/base/long.h": "class C {\n" + "  int F() {\n" + "    f();\n" * 120 + "  }\n};\n"}),
    ("folder_size", {f"common/base/f{number}.h": "" for number in range(70)}),
]


def proto(old, new):
    return {"protos/pcsp/shop/v1/shop_service.proto": PROTO.replace(old, new)}


def second(binding):
    return proto("  }\n}\n", "  }\n" + SECOND_RPC % binding + "}\n")


PROTOS = [
    ("protoc", proto("string parent = 1;", "strin parent = 1;")),
    ("buf", proto("  // A UUID; the same one again returns the stored reply.\n", "")),
    ("buf", proto("  // Makes a thing.\n", "")),
    ("buf", proto("// A thing.\n", "")),
    ("buf", proto("string parent", "string Parent")),
    ("http_path", second('post: "/v1/{parent=shops/*}/things" body: "*"')),
    ("http_path", second('post: "/v1/{shop=shops/*}/others" body: "*"')),
    ("http_path", second('post: "/{parent=shops/*}/others" body: "*"')),
    ("http_body", second('get: "/v1/{parent=shops/*}/others" body: "*"')),
    ("http_body", second('post: "/v1/{parent=shops/*}/others"')),
    ("request_id", proto("request_id", "call_id")),
]
SCHEMA = SHOP + "store/schema/"
STEPS = [
    ("step", {SCHEMA + "2_things.sql": "create table things (id text);\n"}),
    ("step", {SCHEMA + "002_Things.sql": "create table things (id text);\n"}),
    ("step", {SCHEMA + "002_less.sql": "alter table things drop column size;\n"}),
    ("step", {SCHEMA + "002_less.sqlite.sql": "DROP TABLE things;\n"}),
    ("step", {SCHEMA + "002_other.sql": "alter table things rename to goods;\n"}),
    ("step", {SCHEMA + "002_strict.postgresql.sql": "alter table t alter column size set not null;\n"}),
    ("step", {SCHEMA + "002_contract_002_less.sql": "drop table things;\n"}),
]
GOOD_STEPS = {
    SCHEMA + "002_more.sql": "-- drop table is only spoken of\nalter table things add column size bigint;\n",
    SCHEMA + "003_contract_002_less.postgresql.sql": "drop table things;\n",
    SCHEMA + "004_rebuilt.sqlite.sql": "-- expands: the same table with another key\ndrop table things;\n",
}


def findings(check, changes):
    files = {path: text for path, text in {**GOOD, **changes}.items() if text is not None}
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        return list(check(Tree(root)))


def all_house(tree):
    for check in (house.check_root, house.check_doors, house.check_foreign, house.check_readmes,
                  names.check_names):
        yield from check(tree)


class Rules(unittest.TestCase):
    def assert_red(self, check, cases):
        for rule, changes in cases:
            with self.subTest(rule=rule, changes=list(changes)):
                found = findings(check, changes)
                self.assertIn(rule, [finding.rule for finding in found if not finding.warning], found)

    def test_good_house_is_quiet(self):
        for check in (includes.check_includes, sizes.check_sizes, all_house, protos.check_protos):
            self.assertEqual(findings(check, {}), [])

    def test_includes(self):
        for path, header in INCLUDES:
            with self.subTest(path=path, header=header):
                text = GOOD.get(path, "") + f'#include "{header}"\n'
                found = findings(includes.check_includes, {path: text})
                self.assertEqual([(f.rule, f.path, f.line) for f in found],
                                 [("includes", path, text.count("\n"))])

    def test_purity(self):
        self.assert_red(includes.check_includes, PURITY)

    def test_house(self):
        self.assert_red(all_house, HOUSE)

    def test_sizes_fail_far_out(self):
        self.assert_red(sizes.check_sizes, SIZES)

    def test_sizes_warn_first(self):
        for changes in ({"common/base/long.cc": "\n" * 301}, {"common/base/f.cc": long_function(41)}):
            self.assertEqual([f.warning for f in findings(sizes.check_sizes, changes)], [True])

    def test_steps(self):
        self.assert_red(steps.check_steps, STEPS)
        self.assertEqual(findings(steps.check_steps, GOOD_STEPS), [])

    def test_protos(self):
        self.assert_red(protos.check_protos, PROTOS)


if __name__ == "__main__":
    unittest.main()
