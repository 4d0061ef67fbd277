#include "gateway/flows/site/site_page.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/text/pages/html.h"
#include "gateway/flows/site/findings_section.h"
#include "gateway/flows/site/profile_section.h"
#include "gateway/flows/site/seen_section.h"
#include "gateway/flows/site/team_section.h"

namespace pcsp::gateway {
namespace {

using text::HtmlEscaped;

constexpr char kStyle[] =
    "body{font:11pt/1.45 sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111}"
    "h1{font-size:1.5em;margin:0}h2{font-size:1.15em;margin:1.6em 0 .4em;"
    "border-bottom:1px solid #999}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.25em .6em .25em 0;"
    "border-bottom:1px solid #ddd}th{font-weight:600}.n{text-align:right;white-space:nowrap}"
    ".small{font-size:.85em;color:#444}.day{white-space:nowrap}svg{display:block}"
    ".bar{width:100%;min-width:8em;max-width:210px;height:auto;margin:.3em 0}"
    "th .small{font-weight:400}"
    "figure{margin:.8em 0;break-inside:avoid}figure p{margin:.2em 0}"
    ".wide{overflow-x:auto}.wide:focus-visible{outline:2px solid #2b5d7d;outline-offset:2px}"
    ".chart{max-width:100%;min-width:34em;height:auto;font-size:11px;fill:#111}"
    ".chart .line{fill:none;stroke:#2b5d7d;stroke-width:1.5}.chart .grid{stroke:#ddd}"
    ".chart .limit{fill:none;stroke:#777;stroke-dasharray:5 3}"
    ".chart .centre .limit{stroke:#111;stroke-dasharray:none}"
    ".chart .signal{fill:none;stroke:#b3541e;stroke-width:2}"
    "li{margin:.2em 0}td,th,li,p{overflow-wrap:break-word}"
    "@media(max-width:40em){body{margin:1em auto}ul{padding-left:1.2em}}"
    "@page{margin:16mm}@media print{body{margin:0;max-width:none}h2{break-after:avoid}"
    ".chart{min-width:0}"
    "tr,li{break-inside:avoid}}";

std::string Tag(const char* tag, absl::string_view text) {
  return absl::StrCat("<", tag, ">", HtmlEscaped(text), "</", tag, ">");
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
      "</style></head><body><main>", Head(overview), ProfileSection(overview),
      ConsensusSection(overview), HeardSection(overview), WeakestSection(overview));
  if (overview.has_diagnosis()) {
    absl::StrAppend(&page, IssuesSection(overview.diagnosis()),
                    QuestionsSection(overview.diagnosis()));
  }
  return absl::StrCat(page, PlanSection(overview.plan()), MeasuresSection(overview),
                      ObservationsSection(overview), Foot(overview), "</main></body></html>\n");
}

}  // namespace pcsp::gateway
