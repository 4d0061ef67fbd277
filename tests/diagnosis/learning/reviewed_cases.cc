#include "tests/diagnosis/learning/reviewed_cases.h"

#include "absl/strings/str_cat.h"
#include "tests/diagnosis/example_kb.h"

namespace pcsp::diagnosis::testing {
namespace {

LevelEvidence RandomLevel(const KnowledgeBase& kb, Level level, std::mt19937_64* random) {
  LevelEvidence evidence{level};
  for (const Indicator& indicator : kb.indicators) {
    if (indicator.level != level || Below(random, 4) == 0) continue;
    const int categories = static_cast<int>(indicator.categories.size());
    if (indicator.type == IndicatorType::kFact) {
      evidence.facts.push_back({indicator.id, indicator.categories[Below(random, categories)]});
    } else if (indicator.type == IndicatorType::kItem) {
      ItemEvidence item{indicator.id};
      for (const std::string& k : indicator.categories) {
        item.answers.emplace_back(k, Below(random, 4));
      }
      evidence.items.push_back(std::move(item));
    }
  }
  return evidence;
}

VerdictCase RandomCase(const KnowledgeBase& kb, std::mt19937_64* random) {
  const auto subject = static_cast<Level>(Below(random, kLevels));
  VerdictCase reviewed{.evidence = {subject}};
  for (int l = 0; l <= static_cast<int>(subject); ++l) {
    reviewed.evidence.levels.push_back(RandomLevel(kb, static_cast<Level>(l), random));
  }
  for (const Issue& issue : kb.issues) {
    if (issue.level != subject) continue;
    for (int reviewer = Below(random, 3); reviewer > 0; --reviewer) {
      reviewed.verdicts.push_back({issue.id, Below(random, 2) == 0, absl::StrCat("r", reviewer)});
    }
  }
  return reviewed;
}

}  // namespace

ReviewedCases RandomReviewedCases(uint64_t seed, int cases) {
  std::mt19937_64 random(seed);
  ReviewedCases made{RandomKnowledgeBase(&random)};
  while (static_cast<int>(made.log.size()) < cases) {
    VerdictCase reviewed = RandomCase(made.kb, &random);
    if (reviewed.verdicts.empty()) continue;
    reviewed.id = absl::StrCat("case", made.log.size());
    made.log.push_back(std::move(reviewed));
  }
  return made;
}

}  // namespace pcsp::diagnosis::testing
