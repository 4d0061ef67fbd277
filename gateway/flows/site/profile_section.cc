#include "gateway/flows/site/profile_section.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/pages/html.h"
#include "common/text/pages/percent.h"
#include "common/text/pages/range.h"
#include "gateway/flows/site/change_words.h"
#include "gateway/flows/site/not_shown.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::ConstructResult;
using assessments::v1::SiteResults;
using text::HtmlEscaped;
using text::Percent;
using text::Range;

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

std::string People(int least, int most) {
  const std::string people = most > least ? absl::StrCat(least, " to ", most) : absl::StrCat(least);
  return absl::StrCat(people, most <= 1 && least == 1 ? " person" : " people");
}

const char* Sentence(assessments::v1::AgreementVerdict verdict) {
  switch (verdict) {
    case assessments::v1::AGREEMENT_VERDICT_SHARED_UNDERSTANDING:
      return "70 % favourable or more, and people agree.";
    case assessments::v1::AGREEMENT_VERDICT_POCKETS_OF_DOUBT:
      return "70 % favourable or more, with pockets of doubt: find out whose.";
    case assessments::v1::AGREEMENT_VERDICT_SHARED_CONCERN:
      return "Less than 70 % favourable, and people agree.";
    case assessments::v1::AGREEMENT_VERDICT_CONFUSION:
      return "Less than 70 % favourable, and people see it differently.";
    default:
      return "";
  }
}

// A score on its way from 0 to 100: the interval as a bar, the score as a line across it.
std::string Bar(const assessments::v1::ScoreEstimate& estimate) {
  const double low = std::clamp(estimate.interval().low(), 0.0, 100.0);
  const double high = std::clamp(estimate.interval().high(), 0.0, 100.0);
  return absl::StrFormat(
      "<svg class='bar' viewBox='0 0 210 16' width='210' height='16' role='img' "
      "aria-label='%.0f of 100, 90 %% interval %s'>"
      "<rect x='5' y='7' width='200' height='2' fill='#ccc'/>"
      "<rect x='%.1f' y='3' width='%.1f' height='10' fill='#4f86a8'/>"
      "<rect x='%.1f' y='0' width='3' height='16' fill='#111'/></svg>",
      estimate.score(), Range(low, high), 5 + 2 * low, 2 * (high - low),
      3.5 + 2 * estimate.score());
}

// What changed in a construct, in a row of its own; "" where that is not known.
std::string ChangeRow(const assessments::v1::WaveComparison& comparison,
                      type::v1::Construct construct) {
  for (const auto& level : comparison.levels()) {
    for (const auto& change : level.constructs()) {
      if (change.construct() != construct) continue;
      const std::string words = ChangeInWords(change);
      if (words.empty()) return "";
      return absl::StrCat("<tr><td colspan='3' class='small'>Change: ", HtmlEscaped(words),
                          "</td></tr>");
    }
  }
  return "";
}

std::string ConstructRow(const ConstructResult& c,
                         const assessments::v1::WaveComparison& comparison) {
  const Words words = WordsOf(c.construct());
  std::string row = absl::StrCat("<tr><th scope='row'>", words.name, "<br><span class='small'>",
                                 words.question, "</span>");
  if (!c.has_how_this_site_works()) {
    const absl::string_view why = WhyNotShown(c.suppression());
    return absl::StrCat(row, "</th><td colspan='2'>", why.empty() ? "Nobody answered this." : why,
                        "</td></tr>");
  }
  const auto& estimate = c.how_this_site_works();
  absl::StrAppend(&row, Bar(estimate), "</th><td class='n'>",
                  absl::StrFormat("%.0f", estimate.score()), " <span class='small'>(",
                  Range(estimate.interval().low(), estimate.interval().high()), ")<br>",
                  People(c.respondents(), c.respondents_most()), "</span>");
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
  absl::StrAppend(&text, "<p>", People(results.respondents(), results.respondents_most()),
                  " answered");
  if (results.headcount() > 0) absl::StrAppend(&text, " of ", results.headcount());
  absl::StrAppend(&text,
                  ". Scores say how this site works, 0 to 100, from this wave alone; the bar is "
                  "where the true value lies with 90 % probability.");
  if (overview.comparison().levels_size() > 0) {
    absl::StrAppend(&text, " Change since ", HtmlEscaped(overview.earlier_wave().display_name()),
                    " is worked out from both waves together, so that it is not the difference of "
                    "two scores printed in two waves.");
  }
  absl::StrAppend(&text,
                  "</p><table><tr><th scope='col'>Part of the work</th><th scope='col' "
                  "class='n'>Score</th><th scope='col'>What people say</th></tr>");
  for (const ConstructResult& c : results.constructs()) {
    absl::StrAppend(&text, ConstructRow(c, overview.comparison()));
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
      "<h2>Where people see least of it</h2><table><tr><th scope='col'>Statement</th>"
      "<th scope='col' class='n'>Favourable</th></tr>";
  for (const auto* item : shown) {
    const auto found = words.find(item->item());
    absl::StrAppend(
        &text, "<tr>", "<td>", HtmlEscaped(found == words.end() ? item->item() : found->second),
        "</td>", "<td class='n'>", Percent(item->favourable_share()), " <span class='small'>(",
        Range(100 * item->favourable_interval().low(), 100 * item->favourable_interval().high()),
        ")<br>", People(item->respondents(), item->respondents()), "</span></td></tr>");
  }
  return absl::StrCat(text, "</table>");
}

}  // namespace pcsp::gateway
