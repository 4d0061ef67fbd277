#include "gateway/flows/site/profile_section.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/pages/html.h"
#include "common/text/pages/percent.h"
#include "gateway/flows/site/not_shown.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::ConstructResult;
using assessments::v1::SiteResults;
using text::HtmlEscaped;
using text::Percent;

constexpr size_t kItemsShown = 5;

struct Words {
  const char* name;
  const char* question;
};

Words WordsOf(type::v1::Construct construct) {
  switch (construct) {
    case type::v1::CONSTRUCT_COHERENCE:
      return {"Coherence", "Does the work make sense to the people here?"};
    case type::v1::CONSTRUCT_COGNITIVE_PARTICIPATION:
      return {"Cognitive participation", "Are they committed to it?"};
    case type::v1::CONSTRUCT_COLLECTIVE_ACTION:
      return {"Collective action", "Can they do it with what they have?"};
    case type::v1::CONSTRUCT_REFLEXIVE_MONITORING:
      return {"Reflexive monitoring", "Do they see and judge what it brings?"};
    default:
      return {"Other", ""};
  }
}

const char* Sentence(assessments::v1::AgreementVerdict verdict) {
  switch (verdict) {
    case assessments::v1::AGREEMENT_VERDICT_SHARED_UNDERSTANDING:
      return "Favourable, and people agree.";
    case assessments::v1::AGREEMENT_VERDICT_POCKETS_OF_DOUBT:
      return "Favourable on the whole, with pockets of doubt: find out whose.";
    case assessments::v1::AGREEMENT_VERDICT_SHARED_CONCERN:
      return "A concern that people share.";
    case assessments::v1::AGREEMENT_VERDICT_CONFUSION:
      return "Unfavourable on the whole, and people see it differently.";
    default:
      return "";
  }
}

// A score on its way from 0 to 100: the interval as a bar, the score as a line across it, the score
// of the wave before as a ring.
std::string Bar(const assessments::v1::ScoreEstimate& estimate, const double* earlier) {
  const double low = std::clamp(estimate.interval().low(), 0.0, 100.0);
  const double high = std::clamp(estimate.interval().high(), 0.0, 100.0);
  std::string svg = absl::StrFormat(
      "<svg width='210' height='16' role='img' aria-label='%.0f of 100'>"
      "<rect x='5' y='7' width='200' height='2' fill='#ccc'/>"
      "<rect x='%.1f' y='3' width='%.1f' height='10' fill='#7aa6c2'/>"
      "<rect x='%.1f' y='0' width='3' height='16' fill='#111'/>",
      estimate.score(), 5 + 2 * low, 2 * (high - low), 3.5 + 2 * estimate.score());
  if (earlier != nullptr) {
    absl::StrAppend(&svg, absl::StrFormat("<circle cx='%.1f' cy='8' r='4' fill='none' "
                                          "stroke='#b3541e' stroke-width='2'/>",
                                          5 + 2 * *earlier));
  }
  return absl::StrCat(svg, "</svg>");
}

std::map<int, double> ScoresOf(const SiteResults& results) {
  std::map<int, double> scores;
  for (const ConstructResult& c : results.constructs()) {
    if (c.has_how_this_site_works()) scores[c.construct()] = c.how_this_site_works().score();
  }
  return scores;
}

// What changed in a construct, in a row of its own; "" where that is not known.
std::string ChangeRow(const assessments::v1::WaveComparison& comparison,
                      type::v1::Construct construct) {
  for (const auto& level : comparison.levels()) {
    for (const auto& change : level.constructs()) {
      if (change.construct() != construct || change.sentence().empty()) continue;
      return absl::StrCat("<tr><td></td><td colspan='3' class='small'>",
                          HtmlEscaped(change.sentence()), "</td></tr>");
    }
  }
  return "";
}

std::string ConstructRow(const ConstructResult& c, const std::map<int, double>& earlier,
                         const assessments::v1::WaveComparison& comparison) {
  const Words words = WordsOf(c.construct());
  std::string row = absl::StrCat("<tr><td><b>", words.name, "</b><br><span class='small'>",
                                 words.question, "</span></td>");
  if (!c.has_how_this_site_works()) {
    const absl::string_view why = WhyNotShown(c.suppression());
    return absl::StrCat(row, "<td colspan='3'>", why.empty() ? "Nobody answered this." : why,
                        "</td></tr>");
  }
  const auto then = earlier.find(c.construct());
  const auto& estimate = c.how_this_site_works();
  absl::StrAppend(
      &row, "<td>", Bar(estimate, then == earlier.end() ? nullptr : &then->second),
      "</td><td class='n'>",
      absl::StrFormat("%.0f <span class='small'>(%.0f to %.0f)</span>", estimate.score(),
                      estimate.interval().low(), estimate.interval().high()));
  if (then != earlier.end()) {
    absl::StrAppend(&row,
                    absl::StrFormat("<br><span class='small'>before: %.0f</span>", then->second));
  }
  return absl::StrCat(row, "</td><td>", Sentence(c.agreement().verdict()), "</td></tr>",
                      ChangeRow(comparison, c.construct()));
}

}  // namespace

std::string ProfileSection(const v1::SiteOverview& overview) {
  if (!overview.has_results()) return "";
  const SiteResults& results = overview.results();
  std::string text = "<h2>How far it has become normal work</h2>";
  if (results.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) {
    const bool few = results.suppression() == assessments::v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE;
    return absl::StrCat(text, "<p>", WhyNotShown(results.suppression()),
                        few ? " A team this small can answer together.</p>" : "</p>");
  }
  absl::StrAppend(&text, "<p>", results.respondents());
  if (results.respondents_most() > results.respondents()) {
    absl::StrAppend(&text, " to ", results.respondents_most());
  }
  absl::StrAppend(&text, " people answered");
  if (results.headcount() > 0) absl::StrAppend(&text, " of ", results.headcount());
  absl::StrAppend(&text,
                  ". Scores run from 0 to 100; the bar is where the true value lies with 90 % "
                  "probability.");
  const std::map<int, double> earlier = ScoresOf(overview.earlier_results());
  if (!earlier.empty()) {
    absl::StrAppend(&text, " The ring is ", HtmlEscaped(overview.earlier_wave().display_name()),
                    ".");
  }
  absl::StrAppend(&text, "</p><table>");
  for (const ConstructResult& c : results.constructs()) {
    absl::StrAppend(&text, ConstructRow(c, earlier, overview.comparison()));
  }
  return absl::StrCat(text, "</table>");
}

// The items with the smallest share of favourable answers.
std::string WeakestSection(const v1::SiteOverview& overview) {
  std::map<std::string, std::string> words;
  for (const auto& item : overview.instrument().items()) words[item.code()] = item.text();
  std::vector<const assessments::v1::ItemResult*> shown;
  for (const auto& item : overview.results().items()) {
    const bool hidden = item.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED;
    if (!hidden && item.has_favourable_interval()) shown.push_back(&item);
  }
  if (shown.empty()) return "";
  std::stable_sort(shown.begin(), shown.end(), [](const auto* a, const auto* b) {
    return a->favourable_share() < b->favourable_share();
  });
  if (shown.size() > kItemsShown) shown.resize(kItemsShown);
  std::string text =
      "<h2>Where people see least of it</h2><table><tr><th>Statement</th>"
      "<th class='n'>Favourable</th></tr>";
  for (const auto* item : shown) {
    const auto found = words.find(item->item());
    absl::StrAppend(&text, "<tr>", "<td>",
                    HtmlEscaped(found == words.end() ? item->item() : found->second), "</td>",
                    "<td class='n'>", Percent(item->favourable_share()),
                    absl::StrFormat(" <span class='small'>(%.0f to %.0f)</span></td></tr>",
                                    100 * item->favourable_interval().low(),
                                    100 * item->favourable_interval().high()));
  }
  return absl::StrCat(text, "</table>");
}

}  // namespace pcsp::gateway
