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
      if (code == heading) return {item.code, scale.kind == ScaleKind::kText};
      if (evidence && scale.evidence && code == base) return {item.code, true};
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
    } else if (item = ColumnFor(column, instruments); item.item.empty()) {
      violations.Add(field, header[i],
                     "site, staff_group or the code of an item of the wave's instruments");
    }
    if (!seen.insert(column).second) violations.Add(field, header[i], "each column once");
  }
  for (absl::string_view wanted : {kSite, kStaffGroup}) {
    if (!seen.contains(wanted)) {
      violations.Add("columns", "", absl::StrCat("a column ", wanted));
    }
  }
  if (header.size() <= 2 && violations.empty()) {
    violations.Add("columns", "", "a column for at least one item");
  }
  RETURN_IF_ERROR(violations.ToStatus("INVALID_FILE"));
  return table;
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
  if (asked.instrument != nullptr) {
    GivenAnswers given;
    for (size_t i = 0; i < row.size(); ++i) {
      if (i == site_ || i == staff_group_) continue;
      auto& answers = columns_[i].words ? given.words : given.codes;
      answers.push_back({columns_[i].item, absl::StripAsciiWhitespace(row[i])});
    }
    const Respondent respondent{asked.level, group, asked.milestone};
    PackedAnswers answers =
        PackResponse(*asked.instrument, respondent, given, {"$0", "$0"}, violations);
    packed.answers = std::move(answers.row);
    packed.words = std::move(answers.words);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return packed;
}

}  // namespace pcsp::assessments
