#include "services/assessments/domain/response.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/substitute.h"

namespace pcsp::assessments {
namespace {

// "one of 1, 2, 3, nr_role"
std::string Codes(const Scale& scale) {
  std::vector<std::string> codes;
  for (int slot = 1; slot < SlotsOf(scale); ++slot) codes.push_back(CodeOfSlot(scale, slot));
  return absl::StrCat("one of ", absl::StrJoin(codes, ", "));
}

}  // namespace

std::string PackAnswers(const Instrument& instrument, absl::Span<const Answer> answers,
                        absl::string_view field, Violations& violations) {
  std::string row(instrument.items.size(), kSkipped);
  bool any = false;
  for (const Answer& answer : answers) {
    if (answer.code.empty()) continue;
    any = true;
    const auto it = instrument.item_index.find(answer.item);
    if (it == instrument.item_index.end()) {
      violations.Add(absl::Substitute(field, answer.item), answer.item,
                     absl::StrCat("an item of ", instrument.name()));
      continue;
    }
    const Scale& scale = instrument.ScaleOf(instrument.items[it->second]);
    const auto packed = PackAnswer(scale, answer.code);
    if (packed) {
      row[it->second] = *packed;
    } else {
      violations.Add(absl::Substitute(field, answer.item), answer.code, Codes(scale));
    }
  }
  if (!any) violations.Add("answers", "", "an answer to at least one item");
  return row;
}

}  // namespace pcsp::assessments
