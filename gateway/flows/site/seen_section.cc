#include "gateway/flows/site/seen_section.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/text/pages/html.h"
#include "gateway/flows/site/run_chart.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::Observation;
using text::HtmlEscaped;

std::string Measure(const v1::SiteMeasure& measure) {
  const auto& chart = measure.chart();
  std::string text =
      absl::StrCat("<figure><figcaption><b>", HtmlEscaped(measure.definition().display_name()),
                   "</b> <span class='small'>", HtmlEscaped(chart.unit()), "; rules of ",
                   HtmlEscaped(chart.rule_set()),
                   // On a narrow screen the chart scrolls, and a keyboard must reach what scrolls.
                   "</span></figcaption><div class='wide' tabindex='0' role='group' aria-label='",
                   HtmlEscaped(measure.definition().display_name()), "'>", RunChart(chart),
                   "</div><p class='small'>", HtmlEscaped(chart.sentence()));
  for (const auto& phase : chart.phases()) {
    if (phase.reason().empty()) continue;
    absl::StrAppend(&text, " From ", HtmlEscaped(phase.first_month()),
                    " on: ", HtmlEscaped(phase.reason()), ".");
  }
  return absl::StrCat(text, "</p></figure>");
}

const char* WordOf(assessments::v1::ObservationKind kind) {
  switch (kind) {
    case assessments::v1::OBSERVATION_KIND_VISIT:
      return "Visit";
    case assessments::v1::OBSERVATION_KIND_CALL:
      return "Call";
    case assessments::v1::OBSERVATION_KIND_DOCUMENT:
      return "Document";
    case assessments::v1::OBSERVATION_KIND_MEETING:
      return "Meeting";
    default:
      return "";
  }
}

// "A named owner of the next steps: no"; an id that the knowledge base no longer knows as it is.
std::string FactWords(const v1::SiteOverview& overview, const assessments::v1::ObservedFact& fact) {
  const auto title = overview.fact_titles().find(fact.fact());
  return absl::StrCat(title == overview.fact_titles().end() ? fact.fact() : title->second, ": ",
                      absl::StrReplaceAll(fact.category(), {{"_", " "}}));
}

std::string Found(const v1::SiteOverview& overview, const Observation& observation) {
  std::string text = HtmlEscaped(observation.note());
  std::vector<std::string> facts;
  for (const auto& fact : observation.facts()) {
    facts.push_back(FactWords(overview, fact));
  }
  if (facts.empty()) return text;
  return absl::StrCat(text, text.empty() ? "" : "<br>", "<span class='small'>",
                      HtmlEscaped(absl::StrJoin(facts, "; ")), "</span>");
}

}  // namespace

std::string MeasuresSection(const v1::SiteOverview& overview) {
  if (overview.measures().empty()) return "";
  std::string text =
      "<h2>What is counted each month</h2><p class='small'>The line across is the middle, between "
      "dashed lines is where chance alone moves it, and rings are months of which a rule says that "
      "it is more than chance.</p>";
  for (const auto& measure : overview.measures()) absl::StrAppend(&text, Measure(measure));
  return text;
}

std::string ObservationsSection(const v1::SiteOverview& overview) {
  if (overview.observations().empty()) return "";
  std::string text =
      "<h2>What was found last</h2><table><tr><th scope='col'>Day</th>"
      "<th scope='col'>How</th><th scope='col'>What</th></tr>";
  for (const Observation& observation : overview.observations()) {
    absl::StrAppend(&text, "<tr><td class='day'>", HtmlEscaped(observation.observed_date()),
                    "</td><td>", WordOf(observation.kind()), "</td><td>",
                    Found(overview, observation), "</td></tr>");
  }
  return absl::StrCat(text, "</table>");
}

}  // namespace pcsp::gateway
