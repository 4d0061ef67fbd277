#include "services/diagnosis/domain/review/review.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {
namespace {

void CheckLength(const char* field, const std::string& text, size_t least, size_t most,
                 Violations* violations) {
  // Of well-formed UTF-8. Blanks alone say nothing.
  const auto count = static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  const bool blank = least > 0 && absl::StripAsciiWhitespace(text).empty();
  if (!blank && count <= most) return;
  violations->Add(field, blank ? "" : absl::StrCat(count, " characters"),
                  absl::StrCat(least, " to ", most, " characters"));
}

}  // namespace

bool Overrides(ReviewVerdict verdict, double probability) {
  return verdict == ReviewVerdict::kConfirmed ? probability < 0.5 : probability > 0.5;
}

void Validate(const Review& review, std::optional<double> probability, Violations* violations) {
  if (!probability) {
    violations->Add("review.issue", review.issue,
                    "an issue that the diagnosis has a finding on which somebody is asked about: "
                    "asked_about is set");
  }
  if (!review.verdict) violations->Add("review.verdict", "", "confirmed or rejected");
  const bool overrides = probability && review.verdict && Overrides(*review.verdict, *probability);
  CheckLength("review.reason", review.reason, overrides ? 1 : 0, kLongestReason, violations);
  CheckLength("review.reviewer", review.reviewer, 1, kLongestReviewer, violations);
}

Agreement AgreementOf(absl::Span<const Coded> findings) {
  Agreement agreement;
  double observed = 0, confirmed = 0, rejected = 0;
  for (const Coded& coded : findings) {
    const int verdicts = coded.confirmed + coded.rejected;
    if (verdicts < 2) continue;
    ++agreement.double_coded;
    confirmed += coded.confirmed;
    rejected += coded.rejected;
    // Pairs of this finding that differ, weighed so that each verdict counts once.
    observed += 2.0 * coded.confirmed * coded.rejected / (verdicts - 1);
    if (coded.confirmed == 0 || coded.rejected == 0) {
      ++agreement.agreed;
    } else {
      agreement.disagreements.push_back(coded);
    }
  }
  const double all = confirmed + rejected;
  if (agreement.double_coded >= 2 && confirmed > 0 && rejected > 0) {
    const double expected = 2 * confirmed * rejected / (all - 1);
    agreement.alpha = 1 - observed / expected;
  }
  return agreement;
}

}  // namespace pcsp::diagnosis
