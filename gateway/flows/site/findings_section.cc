#include "gateway/flows/site/findings_section.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/pages/html.h"
#include "common/text/pages/percent.h"
#include "gateway/flows/site/not_shown.h"

namespace pcsp::gateway {
namespace {

using text::HtmlEscaped;
using text::Percent;
using text::PercentLikely;

constexpr size_t kFindingsShown = 5;
constexpr int kReasonsShown = 3, kQuestionsShown = 3;

std::string Tag(const char* tag, absl::string_view text) {
  return absl::StrCat("<", tag, ">", HtmlEscaped(text), "</", tag, ">");
}

// Decibans from which what other sites say is worth a line.
constexpr double kSpeaks = 1;

std::string FindingItem(const diagnosis::v1::Diagnosis& diagnosis,
                        const diagnosis::v1::Finding& finding) {
  std::string text =
      absl::StrCat("<li><b>", HtmlEscaped(finding.title()),
                   "</b>: ", finding.band() == diagnosis::v1::BAND_LIKELY ? "likely" : "possible",
                   " (", PercentLikely(finding.probability()), ")");
  // Why something so likely is called possible.
  if (!finding.band_note().empty()) {
    absl::StrAppend(&text, ". <span class='small'>", HtmlEscaped(finding.band_note()), "</span>");
  }
  absl::StrAppend(&text, "<ul>");
  int shown = 0;
  for (const auto& reason : finding.reasons()) {
    if (++shown > kReasonsShown) break;
    absl::StrAppend(&text, Tag("li", absl::StrCat(reason.decibans() < 0 ? "Against it: " : "",
                                                  reason.sentence())));
  }
  if (finding.from_below_decibans() >= kSpeaks) {
    absl::StrAppend(&text, Tag("li", absl::StrCat("What the ", diagnosis.sites_below(),
                                                  " sites below say together speaks for it.")));
  }
  for (const auto& cause : finding.causes()) {
    if (cause.would_go_if_fixed() < 0.2) continue;
    absl::StrAppend(&text, "<li>", Percent(cause.would_go_if_fixed()),
                    " of it would go if this were mended above: ", HtmlEscaped(cause.title()),
                    "</li>");
  }
  return absl::StrCat(text, "</ul></li>");
}

}  // namespace

std::string IssuesSection(const diagnosis::v1::Diagnosis& diagnosis) {
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
  } else if (const std::string unknown = TooLittleIsKnown(diagnosis); shown.empty()) {
    absl::StrAppend(&text, "<p>Nothing stands out", unknown.empty() ? "." : " in what is known. ",
                    unknown, "</p>");
  } else if (!unknown.empty()) {
    absl::StrAppend(&text, "<p class='small'>", unknown, "</p>");
  }
  if (shown.empty()) return text;
  absl::StrAppend(&text, "<ul>");
  for (const auto* finding : shown) absl::StrAppend(&text, FindingItem(diagnosis, *finding));
  return absl::StrCat(text, "</ul>");
}

std::string QuestionsSection(const diagnosis::v1::Diagnosis& diagnosis) {
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

std::string PlanSection(const planning::v1::Plan& plan) {
  if (plan.actions_size() == 0) return "";
  std::string text =
      "<h2>What is planned</h2><table><tr><th scope='col'>Action</th><th scope='col'>Who</th>"
      "<th scope='col' class='n'>Hours</th><th scope='col' class='n'>Due</th></tr>";
  for (const auto& action : plan.actions()) {
    absl::StrAppend(&text, "<tr>", Tag("td", action.title()), Tag("td", action.owner_role()),
                    absl::StrFormat("<td class='n'>%.0f</td>", action.hours()), "<td class='n'>",
                    HtmlEscaped(action.due_date()), "</td></tr>");
  }
  return absl::StrCat(text, "</table>");
}

}  // namespace pcsp::gateway
