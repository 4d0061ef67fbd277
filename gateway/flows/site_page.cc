#include "gateway/flows/site_page.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/pages/html.h"
#include "common/text/pages/percent.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::ConstructResult;
using assessments::v1::SiteResults;
using text::HtmlEscaped;
using text::Percent;
using text::PercentLikely;

constexpr size_t kItemsShown = 5, kFindingsShown = 5;
constexpr int kReasonsShown = 3, kQuestionsShown = 3;

constexpr char kStyle[] =
    "body{font:11pt/1.45 sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111}"
    "h1{font-size:1.5em;margin:0}h2{font-size:1.15em;margin:1.6em 0 .4em;"
    "border-bottom:1px solid #999}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.25em .6em .25em 0;"
    "border-bottom:1px solid #ddd}th{font-weight:600}.n{text-align:right;white-space:nowrap}"
    ".small{font-size:.85em;color:#444}svg{display:block}li{margin:.2em 0}"
    "@page{margin:16mm}@media print{body{margin:0;max-width:none}h2{break-after:avoid}"
    "tr,li{break-inside:avoid}}";

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

std::string Tag(const char* tag, absl::string_view text) {
  return absl::StrCat("<", tag, ">", HtmlEscaped(text), "</", tag, ">");
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

std::string Head(const v1::SiteOverview& overview) {
  std::string head = Tag("h1", overview.organisation().display_name());
  std::vector<std::string> above;
  for (const auto& node : overview.ancestors()) above.push_back(node.display_name());
  absl::StrAppend(&head, "<p class='small'>");
  for (const std::string& name : above) absl::StrAppend(&head, HtmlEscaped(name), " &middot; ");
  if (overview.has_wave()) {
    absl::StrAppend(&head, HtmlEscaped(overview.wave().display_name()));
  } else {
    absl::StrAppend(&head, "no wave yet");
  }
  return absl::StrCat(head, "</p>");
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
    return absl::StrCat(row, "<td colspan='3'>Too few people answered to show this.</td></tr>");
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

std::string Profile(const v1::SiteOverview& overview) {
  if (!overview.has_results()) return "";
  const SiteResults& results = overview.results();
  std::string text = "<h2>How far it has become normal work</h2>";
  if (results.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) {
    return absl::StrCat(text,
                        "<p>Too few people answered for results to be shown without giving "
                        "anybody away. A team this small can answer together.</p>");
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
std::string Weakest(const v1::SiteOverview& overview) {
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
    absl::StrAppend(&text, "<tr>", Tag("td", found == words.end() ? item->item() : found->second),
                    "<td class='n'>", Percent(item->favourable_share()),
                    absl::StrFormat(" <span class='small'>(%.0f to %.0f)</span></td></tr>",
                                    100 * item->favourable_interval().low(),
                                    100 * item->favourable_interval().high()));
  }
  return absl::StrCat(text, "</table>");
}

std::string FindingItem(const diagnosis::v1::Finding& finding) {
  std::string text =
      absl::StrCat("<li><b>", HtmlEscaped(finding.title()),
                   "</b>: ", finding.band() == diagnosis::v1::BAND_LIKELY ? "likely" : "possible",
                   " (", PercentLikely(finding.probability()), ")<ul>");
  int shown = 0;
  for (const auto& reason : finding.reasons()) {
    if (++shown > kReasonsShown) break;
    absl::StrAppend(&text, Tag("li", absl::StrCat(reason.decibans() < 0 ? "Against it: " : "",
                                                  reason.sentence())));
  }
  for (const auto& cause : finding.causes()) {
    if (cause.would_go_if_fixed() < 0.2) continue;
    absl::StrAppend(&text, "<li>", Percent(cause.would_go_if_fixed()),
                    " of it would go if this were mended above: ", HtmlEscaped(cause.title()),
                    "</li>");
  }
  return absl::StrCat(text, "</ul></li>");
}

std::string Issues(const diagnosis::v1::Diagnosis& diagnosis) {
  std::vector<const diagnosis::v1::Finding*> shown;
  for (const auto& finding : diagnosis.findings()) {
    const bool worth = finding.band() == diagnosis::v1::BAND_LIKELY ||
                       finding.band() == diagnosis::v1::BAND_POSSIBLE;
    if (worth && finding.level() == diagnosis.level()) shown.push_back(&finding);
  }
  if (shown.size() > kFindingsShown) shown.resize(kFindingsShown);
  std::string text = "<h2>What is likely in the way</h2>";
  if (diagnosis.outcome() == diagnosis::v1::OUTCOME_INSUFFICIENT_DATA) {
    absl::StrAppend(&text, "<p>Too little is known to say.</p>");
  } else if (shown.empty()) {
    absl::StrAppend(&text, "<p>Nothing stands out.</p>");
  }
  absl::StrAppend(&text, "<ul>");
  for (const auto* finding : shown) absl::StrAppend(&text, FindingItem(*finding));
  return absl::StrCat(text, "</ul>");
}

std::string Questions(const diagnosis::v1::Diagnosis& diagnosis) {
  if (diagnosis.next_questions_size() == 0) return "";
  std::string text = "<h2>What to ask on the next visit</h2><ul>";
  for (int i = 0; i < kQuestionsShown && i < diagnosis.next_questions_size(); ++i) {
    const auto& question = diagnosis.next_questions(i);
    absl::StrAppend(&text, "<li>", HtmlEscaped(question.question()),
                    absl::StrFormat(" <span class='small'>(about %.0f min)</span></li>",
                                    std::max(1.0, question.ask_minutes())));
  }
  return absl::StrCat(text, "</ul>");
}

std::string Plan(const planning::v1::Plan& plan) {
  if (plan.actions_size() == 0) return "";
  std::string text =
      "<h2>What is planned</h2><table><tr><th>Action</th><th>Who</th><th class='n'>Hours</th>"
      "<th class='n'>Due</th></tr>";
  for (const auto& action : plan.actions()) {
    absl::StrAppend(&text, "<tr>", Tag("td", action.title()), Tag("td", action.owner_role()),
                    absl::StrFormat("<td class='n'>%.0f</td>", action.hours()), "<td class='n'>",
                    HtmlEscaped(action.due_date()), "</td></tr>");
  }
  return absl::StrCat(text, "</table>");
}

std::string Foot(const v1::SiteOverview& overview) {
  std::string text =
      "<p class='small'>Scores and probabilities are estimates from the answers given; they are "
      "for "
      "a conversation and judge nobody. Groups too small to be private are not shown.";
  for (const std::string& service : overview.unreachable()) {
    absl::StrAppend(&text, " What ", HtmlEscaped(service), " knows was out of reach.");
  }
  return absl::StrCat(text, "</p>");
}

}  // namespace

std::string SitePage(const v1::SiteOverview& overview) {
  std::string page = absl::StrCat(
      "<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
      "content='width=device-width,initial-scale=1'>",
      Tag("title", overview.organisation().display_name()), "<style>", kStyle,
      "</style></head><body>", Head(overview), Profile(overview), Weakest(overview));
  if (overview.has_diagnosis()) {
    absl::StrAppend(&page, Issues(overview.diagnosis()), Questions(overview.diagnosis()));
  }
  return absl::StrCat(page, Plan(overview.plan()), Foot(overview), "</body></html>\n");
}

}  // namespace pcsp::gateway
