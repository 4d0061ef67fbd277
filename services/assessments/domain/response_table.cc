#include "services/assessments/domain/response_table.h"

#include <algorithm>
#include <optional>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/response.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kSite = "site";
constexpr absl::string_view kStaffGroup = "staff_group";
constexpr absl::string_view kResponseId = "response_id";
constexpr size_t kLongestId = 100;
constexpr absl::string_view kEvidence = ".evidence";

std::string Cleaned(absl::string_view text) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
}

}  // namespace

// Spreadsheets do not keep capitals, and codes that differ in nothing else are refused.
ResponseTable::Column ResponseTable::ColumnFor(absl::string_view heading,
                                               absl::Span<const Instrument* const> instruments) {
  const absl::string_view base = absl::StripSuffix(heading, kEvidence);
  const bool evidence = base.size() < heading.size();
  for (const Instrument* instrument : instruments) {
    for (const Item& item : instrument->items) {
      const std::string code = absl::AsciiStrToLower(item.code);
      const Scale& scale = instrument->ScaleOf(item);
      if (code == heading) return {item.code, scale.kind == ScaleKind::kText, instrument};
      if (evidence && scale.evidence && code == base) return {item.code, true, instrument};
    }
  }
  return {};
}

absl::StatusOr<ResponseTable> ResponseTable::Make(const std::vector<std::string>& header,
                                                  absl::Span<const Instrument* const> instruments) {
  Violations violations;
  ResponseTable table;
  absl::flat_hash_set<std::string> seen;
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string column = Cleaned(header[i]);
    Column& item = table.columns_.emplace_back();
    const std::string field = absl::StrCat("columns[", i + 1, "]");
    if (column == kSite) {
      table.site_ = i;
    } else if (column == kStaffGroup) {
      table.staff_group_ = i;
    } else if (column == kResponseId) {
      table.response_id_ = i;
    } else if (item = ColumnFor(column, instruments); item.item.empty()) {
      violations.Add(field, header[i],
                     "site, staff_group, response_id or the code of an item of the wave's "
                     "instruments");
    }
    if (!seen.insert(column).second) violations.Add(field, header[i], "each column once");
  }
  for (absl::string_view wanted : {kSite, kStaffGroup}) {
    if (!seen.contains(wanted)) {
      violations.Add("columns", "", absl::StrCat("a column ", wanted));
    }
  }
  const bool items = std::any_of(table.columns_.begin(), table.columns_.end(),
                                 [](const Column& column) { return !column.item.empty(); });
  if (!items && violations.empty()) {
    violations.Add("columns", "", "a column for at least one item");
  }
  RETURN_IF_ERROR(violations.ToStatus("INVALID_FILE"));
  return table;
}

GivenAnswers ResponseTable::GivenIn(absl::Span<const std::string> row,
                                    const Instrument* instrument) const {
  GivenAnswers given;
  for (size_t i = 0; i < row.size(); ++i) {
    const Column& column = columns_[i];
    if (column.item.empty() || (instrument != nullptr && column.instrument != instrument)) continue;
    auto& answers = column.words ? given.words : given.codes;
    answers.push_back({column.item, absl::StripAsciiWhitespace(row[i])});
  }
  return given;
}

void ResponseTable::CheckByThemselves(absl::Span<const std::string> row,
                                      std::optional<StaffGroup> group,
                                      Violations& violations) const {
  absl::flat_hash_set<const Instrument*> seen;
  for (size_t i = 0; i < row.size(); ++i) {
    const Instrument* const instrument = columns_[i].instrument;
    const bool answered = instrument != nullptr && !absl::StripAsciiWhitespace(row[i]).empty();
    if (!answered || !seen.insert(instrument).second) continue;
    PackResponse(*instrument, {instrument->level, group, ""}, GivenIn(row, instrument),
                 {"$0", "$0"}, violations);
  }
}

absl::string_view ResponseTable::ResponseIdOf(absl::Span<const std::string> row) const {
  if (!response_id_ || row.size() != columns_.size()) return "";
  return absl::StripAsciiWhitespace(row[*response_id_]);
}

absl::StatusOr<PackedRow> ResponseTable::Pack(
    absl::Span<const std::string> row,
    absl::FunctionRef<AskedAt(absl::string_view site)> asked_at) const {
  if (row.size() != columns_.size()) {
    return InvalidField("", absl::StrCat(row.size(), " columns"),
                        absl::StrCat(columns_.size(), " columns, as the header has"));
  }
  Violations violations;
  PackedRow packed{.site = std::string(absl::StripAsciiWhitespace(row[site_]))};
  const AskedAt asked = asked_at(packed.site);
  if (asked.instrument == nullptr) {
    violations.Add(std::string(kSite), row[site_], "the id or name of a site of this wave");
  }
  const auto group =
      FromWord(absl::StrReplaceAll(Cleaned(row[staff_group_]), {{"-", "_"}}), kStaffGroupWords);
  if (group) {
    packed.staff_group = *group;
  } else {
    violations.Add(std::string(kStaffGroup), row[staff_group_], kStaffGroupRule);
  }
  const absl::string_view id = ResponseIdOf(row);
  if (response_id_ && (id.empty() || id.size() > kLongestId)) {
    violations.Add(std::string(kResponseId), id, "1 to 100 characters, each id once");
  }
  if (asked.instrument == nullptr) {
    CheckByThemselves(row, group, violations);
  } else {
    const Respondent respondent{asked.level, group, asked.milestone};
    PackedAnswers answers = PackResponse(*asked.instrument, respondent, GivenIn(row, nullptr),
                                         {"$0", "$0"}, violations);
    packed.answers = std::move(answers.row);
    packed.words = std::move(answers.words);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return packed;
}

}  // namespace pcsp::assessments
