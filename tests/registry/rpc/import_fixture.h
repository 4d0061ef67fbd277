// Imports of files of practices, and what their reports come to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/registry/rpc/imports/spool.h"
#include "tests/registry/imports/epraccur_rows.h"
#include "tests/registry/rpc/registry_fixture.h"

namespace pcsp::registry {

class ImportTest : public RegistryTest {
 protected:
  // "created 2, unchanged 1": the counts that are not zero.
  static std::string Counts(const absl::StatusOr<pb::ImportReport>& reply) {
    if (!reply.ok()) return reply.status().ToString();
    const pb::ImportCounts& c = reply->counts();
    std::vector<std::string> parts;
    const auto add = [&](const char* name, int count) {
      if (count > 0) parts.push_back(absl::StrCat(name, " ", count));
    };
    add("rows", c.rows());
    add("created", c.created());
    add("updated", c.updated());
    add("unchanged", c.unchanged());
    add("closed", c.closed());
    add("rejected", c.rejected());
    add("skipped", c.skipped());
    add("warned", c.warned());
    add("conflicts", c.conflicts());
    return absl::StrJoin(parts, ", ");
  }

  static std::string File(const std::vector<std::map<int, std::string>>& rows) {
    std::string file;
    for (const auto& row : rows) absl::StrAppend(&file, Line(row), "\r\n");
    return file;
  }

  SpoolRoom room_;
};

// Without a commissioner, so that nothing draws a warning.
inline const std::map<int, std::string> kPlain = {{15, ""}, {16, ""}, {24, ""}};

inline std::map<int, std::string> Plain(std::map<int, std::string> changes) {
  changes.insert(kPlain.begin(), kPlain.end());
  return changes;
}

}  // namespace pcsp::registry
