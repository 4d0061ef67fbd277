#include "common/storage/backup/contents.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/audit/chain_check.h"
#include "common/base/status_macros.h"

namespace pcsp::backup {
namespace {

constexpr int kPage = 5000;
constexpr char kStepTable[] = "schema_step";
constexpr char kHeadTable[] = "audit_head";

int64_t Number(const std::string& text) {
  int64_t number = 0;
  return absl::SimpleAtoi(text, &number) ? number : -1;
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "''"}}), "'");
}

audit::Entry EntryOf(const std::vector<std::string>& row) {
  return {.programme = row[0],
          .sequence = Number(row[1]),
          .time = absl::FromUnixMicros(Number(row[2])),
          .method = row[3],
          .resource = row[4],
          .request_hash = row[5],
          .actor = row[6],
          .content_hash = row[7],
          .previous_hash = row[8],
          .hash = row[9]};
}

absl::StatusOr<std::vector<audit::Finding>> CheckChain(Query query, const std::string& programme,
                                                       const audit::ChainEnd& end) {
  audit::ChainCheck check(end, {});
  for (int64_t after = 0;;) {
    ASSIGN_OR_RETURN(
        const Rows rows,
        query(absl::StrCat("select programme, sequence, time, method, resource, request_hash, "
                           "actor, content_hash, previous_hash, hash from audit_entry where "
                           "programme = ",
                           Quoted(programme), " and sequence > ", after,
                           " order by sequence limit ", kPage)));
    if (rows.empty()) return check.Finish(end);
    for (const auto& row : rows) check.Add(EntryOf(row));
    after = check.last().sequence;
  }
}

// Differences of two maps: `say(key, expected, found)`, either of them null where there is none.
template <typename Map, typename Say>
void Compare(const Map& expected, const Map& found, Say say) {
  for (const auto& [key, value] : expected) {
    const auto other = found.find(key);
    if (other == found.end()) {
      say(key, &value, nullptr);
    } else if (other->second != value) {
      say(key, &value, &other->second);
    }
  }
  for (const auto& [key, value] : found) {
    if (expected.count(key) == 0) say(key, nullptr, &value);
  }
}

std::string EndText(const audit::ChainEnd* end) {
  if (end == nullptr) return "no audit";
  return absl::StrCat("an audit of ", end->sequence, " lines ending in ", end->hash.substr(0, 12));
}

std::string RowsText(const int64_t* rows) {
  return rows == nullptr ? "no table" : absl::StrCat(*rows, " rows");
}

}  // namespace

absl::StatusOr<Contents> ReadContents(Query query, const std::string& list_tables) {
  Contents contents;
  ASSIGN_OR_RETURN(const Rows tables, query(list_tables));
  for (const auto& table : tables) {
    // Names are those of schema files, and need no quotes.
    ASSIGN_OR_RETURN(const Rows count, query(absl::StrCat("select count(*) from ", table[0])));
    contents.rows[table[0]] = Number(count.at(0).at(0));
  }
  if (contents.rows.count(kStepTable) > 0) {
    ASSIGN_OR_RETURN(const Rows steps, query("select component, name, checksum from schema_step "
                                             "order by component, number"));
    for (const auto& step : steps) {
      contents.steps.push_back(absl::StrCat(step[0], " ", step[1], " ", step[2]));
    }
  }
  if (contents.rows.count(kHeadTable) > 0) {
    ASSIGN_OR_RETURN(const Rows heads, query("select programme, sequence, hash from audit_head"));
    for (const auto& head : heads) contents.heads[head[0]] = {Number(head[1]), head[2]};
  }
  return contents;
}

absl::StatusOr<std::vector<std::string>> CheckAudit(Query query, const Contents& contents) {
  std::vector<std::string> faults;
  for (const auto& [programme, end] : contents.heads) {
    ASSIGN_OR_RETURN(const auto findings, CheckChain(query, programme, end));
    for (const audit::Finding& finding : findings) {
      faults.push_back(absl::StrCat("audit of ", programme, ": ", finding.text));
    }
  }
  return faults;
}

std::vector<std::string> Differences(const Contents& expected, const Contents& found) {
  std::vector<std::string> differences;
  if (expected.steps != found.steps) differences.push_back("the schema has other steps");
  Compare(expected.rows, found.rows,
          [&](const std::string& table, const int64_t* want, const int64_t* got) {
            differences.push_back(absl::StrCat("table ", table, ": ", RowsText(want), " expected, ",
                                               RowsText(got), " found"));
          });
  Compare(expected.heads, found.heads,
          [&](const std::string& id, const audit::ChainEnd* want, const audit::ChainEnd* got) {
            differences.push_back(absl::StrCat("programme ", id, ": ", EndText(want), " expected, ",
                                               EndText(got), " found"));
          });
  return differences;
}

}  // namespace pcsp::backup
