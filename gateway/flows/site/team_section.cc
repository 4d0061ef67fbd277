#include "gateway/flows/site/team_section.h"

#include "absl/strings/str_cat.h"
#include "common/text/pages/html.h"

namespace pcsp::gateway {
namespace {

std::string Paragraph(absl::string_view text) {
  return text.empty() ? "" : absl::StrCat("<p>", text::HtmlEscaped(text), "</p>");
}

}  // namespace

std::string HeardSection(const v1::SiteOverview& overview) {
  const auto& turnout = overview.turnout();
  const bool hidden = turnout.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED;
  if (!overview.has_turnout() || hidden) return "";
  std::string text = absl::StrCat("<h2>Who was heard</h2>", Paragraph(turnout.sentence()),
                                  Paragraph(turnout.evenness_sentence()));
  if (!turnout.next_question().empty()) {
    absl::StrAppend(&text, Paragraph(absl::StrCat("To ask next: ", turnout.next_question())));
  }
  return text;
}

std::string ConsensusSection(const v1::SiteOverview& overview) {
  const auto& agreed = overview.results().team_consensus();
  if (agreed.scores().empty()) return "";
  std::string text =
      "<h2>What the team agreed on</h2><p class='small'>Not confidential, and in no other figure: "
      "the team answered together with its facilitator.</p><ul>";
  for (const auto& score : agreed.scores()) {
    absl::StrAppend(&text, "<li>", text::HtmlEscaped(score.sentence()), "</li>");
  }
  return absl::StrCat(text, "</ul>");
}

}  // namespace pcsp::gateway
