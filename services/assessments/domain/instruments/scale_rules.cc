#include "services/assessments/domain/instruments/scale_rules.h"

#include <set>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "services/assessments/domain/instruments/instrument_rules.h"

namespace pcsp::assessments {
namespace {

constexpr int kMostOptions = 20;
constexpr int kMostPositions = static_cast<int>(kOptionBytes.size());
constexpr size_t kMostNotRelevant = 26;  // 'a'..'z'
constexpr size_t kLongestLabel = 200;
constexpr int kFarthest = 1'000'000'000;

using OptionCodes = absl::flat_hash_set<std::string>;

void CheckOptions(const std::string& at, const std::vector<AnswerOption>& options,
                  OptionCodes& codes, Violations& violations) {
  for (size_t i = 0; i < options.size(); ++i) {
    const std::string field = absl::StrCat(at, "[", i, "].");
    const AnswerOption& option = options[i];
    if (!IsCode(option.code)) violations.Add(field + "code", option.code, kCodeRule);
    if (!codes.insert(option.code).second) {
      violations.Add(field + "code", option.code, "a code that the scale has once");
    }
    if (option.label.empty() || option.label.size() > kLongestLabel) {
      violations.Add(field + "label", option.label, "1 to 200 bytes of text");
    }
  }
}

// The scores of K options are 1 to K, so that nothing lies between two neighbours.
void CheckScores(const std::string& at, const Scale& scale, Violations& violations) {
  std::set<int> scores;
  for (const AnswerOption& option : scale.options) scores.insert(option.score);
  const bool whole = scores.empty() || (static_cast<int>(scores.size()) == scale.steps() &&
                                        *scores.begin() == 1 && *scores.rbegin() == scale.steps());
  if (!whole) {
    violations.Add(at, "", "scores that are 1 to the number of options, each once");
  }
}

void CheckNamed(const std::string& at, const Scale& scale, Violations& violations) {
  const bool two = scale.kind == ScaleKind::kYesNo;
  if (two ? scale.steps() != 2 : scale.steps() < 2 || scale.steps() > kMostOptions) {
    violations.Add(at + "options", absl::StrCat(scale.steps(), " options"),
                   two ? "2 options" : "2 to 20 options");
  }
  CheckScores(at + "options", scale, violations);
}

void CheckNumbered(const std::string& at, const Scale& scale, Violations& violations) {
  const bool in_reach = scale.low >= -kFarthest && scale.high <= kFarthest;
  if (!in_reach || scale.low >= scale.high) {
    violations.Add(at + "high", absl::StrCat(scale.high),
                   "a whole number above low, both within a thousand million");
  } else if (scale.step < 1 || (scale.high - scale.low) % scale.step != 0) {
    violations.Add(at + "step", absl::StrCat(scale.step),
                   "a whole number that leads from low to high in equal steps");
  } else if (scale.kind == ScaleKind::kZeroToTen &&
             (scale.low != 0 || scale.high != 10 || scale.step != 1)) {
    violations.Add(at + "high", absl::StrCat(scale.high), "10, with low 0 and step 1");
  } else if (scale.kind != ScaleKind::kNumber && scale.steps() < 2) {
    violations.Add(at + "step", absl::StrCat(scale.step),
                   absl::StrCat("a step that makes 2 to ", kMostPositions, " positions"));
  }
}

}  // namespace

void CheckScale(const Scale& scale, Violations& violations) {
  const std::string at = absl::StrCat("scales.", scale.id, ".");
  OptionCodes codes;
  CheckOptions(at + "options", scale.options, codes, violations);
  CheckOptions(at + "not_relevant", scale.not_relevant, codes, violations);
  if (scale.not_relevant.size() > kMostNotRelevant) {
    violations.Add(at + "not_relevant", absl::StrCat(scale.not_relevant.size(), " answers"),
                   "at most 26 answers");
  }
  switch (scale.kind) {
    case ScaleKind::kAgreement:
    case ScaleKind::kOrdinal:
    case ScaleKind::kYesNo:
      CheckNamed(at, scale, violations);
      break;
    case ScaleKind::kZeroToTen:
    case ScaleKind::kSlider:
    case ScaleKind::kNumber:
      CheckNumbered(at, scale, violations);
      break;
    case ScaleKind::kText:
      break;
  }
  const bool free = scale.kind == ScaleKind::kNumber || scale.kind == ScaleKind::kText;
  if (free && !scale.options.empty()) {
    violations.Add(at + "options", absl::StrCat(scale.steps(), " options"), "no options");
  }
  if (scale.evidence && scale.kind != ScaleKind::kYesNo) {
    violations.Add(at + "evidence", "true", "false, unless the scale is a yes_no");
  }
}

}  // namespace pcsp::assessments
