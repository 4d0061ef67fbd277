#include "services/assessments/domain/response_table.h"

#include <algorithm>
#include <optional>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/response.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kSite = "site";
constexpr absl::string_view kStaffGroup = "staff_group";

std::string Cleaned(absl::string_view text) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
}

bool IsItem(absl::string_view code, absl::Span<const Instrument* const> instruments) {
  return std::any_of(instruments.begin(), instruments.end(), [code](const Instrument* instrument) {
    return instrument->item_index.contains(code);
  });
}

}  // namespace

absl::StatusOr<ResponseTable> ResponseTable::Make(const std::vector<std::string>& header,
                                                  absl::Span<const Instrument* const> instruments) {
  Violations violations;
  ResponseTable table;
  absl::flat_hash_set<std::string> seen;
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string column = Cleaned(header[i]);
    const std::string field = absl::StrCat("columns[", i + 1, "]");
    if (column == kSite) {
      table.site_ = i;
    } else if (column == kStaffGroup) {
      table.staff_group_ = i;
    } else if (!IsItem(column, instruments)) {
      violations.Add(field, header[i],
                     "site, staff_group or the code of an item of the wave's instruments");
    }
    if (!seen.insert(column).second) violations.Add(field, header[i], "each column once");
    table.columns_.push_back(column);
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
    absl::FunctionRef<const Instrument*(absl::string_view site)> instrument_of) const {
  if (row.size() != columns_.size()) {
    return InvalidField("", absl::StrCat(row.size(), " columns"),
                        absl::StrCat(columns_.size(), " columns, as the header has"));
  }
  Violations violations;
  PackedRow packed{.site = std::string(absl::StripAsciiWhitespace(row[site_]))};
  const Instrument* const instrument = instrument_of(packed.site);
  if (instrument == nullptr) {
    violations.Add(std::string(kSite), row[site_], "the id or name of a site of this wave");
  }
  const auto group =
      FromWord(absl::StrReplaceAll(Cleaned(row[staff_group_]), {{"-", "_"}}), kStaffGroupWords);
  if (group) {
    packed.staff_group = *group;
  } else {
    violations.Add(std::string(kStaffGroup), row[staff_group_], kStaffGroupRule);
  }
  if (instrument != nullptr) {
    std::vector<Answer> answers;
    for (size_t i = 0; i < row.size(); ++i) {
      if (i == site_ || i == staff_group_) continue;
      answers.push_back({columns_[i], absl::StripAsciiWhitespace(row[i])});
    }
    packed.answers = PackAnswers(*instrument, answers, "$0", violations);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return packed;
}

}  // namespace pcsp::assessments
