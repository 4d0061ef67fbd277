#include "services/assessments/domain/disclosure/own_words.h"

namespace pcsp::assessments {

OwnWords DecideWords(absl::Span<const SiteTexts> sites, const PrivacyPolicy& policy,
                     const DisclosureRules& rules) {
  const int threshold = rules.own_words ? policy.min_free_text_size : policy.min_group_size;
  OwnWords decided;
  int all = 0, rest = 0, rest_sites = 0;
  for (const SiteTexts& site : sites) {
    const bool shown = site.shown && site.texts >= threshold;
    decided.sites.push_back(shown ? Hidden::kShown : Hidden::kBelowMinimum);
    all += site.texts;
    if (shown || site.texts == 0) continue;
    rest += site.texts;
    ++rest_sites;
  }
  if (all < threshold) {
    decided.all = Hidden::kBelowMinimum;
  } else if (rules.own_words && rest_sites > 0 && (rest < threshold || rest_sites < 2)) {
    decided.all = Hidden::kSecondary;
  }
  return decided;
}

}  // namespace pcsp::assessments
