#include "services/diagnosis/domain/text/language/polarity.h"

#include "services/diagnosis/domain/text/language/polarity/denial.h"
#include "services/diagnosis/domain/text/language/polarity/hardship.h"
#include "services/diagnosis/domain/text/language/polarity/imagining.h"
#include "services/diagnosis/domain/text/language/polarity/mending.h"
#include "services/diagnosis/domain/text/language/polarity/past.h"

namespace pcsp::diagnosis {
namespace {

constexpr size_t kShortClause = 9;  // in words

}  // namespace

Bearing BearingOf(const Clause& clause, const WordSpan& span, const std::vector<WordSpan>& others) {
  const ClauseWords words(clause);
  const bool turned = IsDenied(words, span, others) != IsPast(words, span);
  return {.turned = turned != SaysNotHard(words, span),
          .mended = IsMended(words, span),
          .imagined = IsImagined(words, span),
          .hard = IsHard(words, span),
          .promised = IsPromised(words, span)};
}

bool TakesBack(const Clause& clause) {
  const ClauseWords words(clause);
  if (clause.words.size() > kShortClause) return false;
  for (int i = 0; i < words.size(); ++i) {
    if (PutsRight(words, i)) return true;
    if (words.Stem(i) != "!not") continue;
    if (words.At(i + 1) == "now" || (words.At(i + 1) == "any" && words.Inside(i + 2))) return true;
  }
  return false;
}

}  // namespace pcsp::diagnosis
