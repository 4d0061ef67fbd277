#include "gateway/cli/plan_actions/plan_page.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "common/text/pages/html.h"
#include "common/text/pages/percent.h"

namespace pcsp::cli {
namespace {

using planning::v1::Action;
using planning::v1::Plan;
using text::HtmlEscaped;

constexpr absl::string_view kStyle =
    "body{font:11pt/1.45 sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111}"
    "h1{font-size:1.5em;margin:0}h2{font-size:1.15em;margin:1.6em 0 .2em;"
    "border-bottom:1px solid #999}dl{margin:.3em 0;display:grid;grid-template-columns:9em 1fr}"
    "dt{color:#444}dd{margin:0}li{margin:.2em 0}.small{font-size:.85em;color:#444}"
    "@page{margin:16mm}@media print{body{margin:0;max-width:none}section{break-inside:avoid}}";

std::string Tag(absl::string_view tag, absl::string_view text) {
  return absl::StrCat("<", tag, ">", HtmlEscaped(text), "</", tag, ">");
}

std::string Fact(absl::string_view term, absl::string_view text) {
  return text.empty() ? "" : absl::StrCat(Tag("dt", term), Tag("dd", text));
}

std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// PLAN_STATE_DRAFT, without the prefix: "draft".
std::string InWords(absl::string_view name, absl::string_view prefix) {
  name.remove_prefix(std::min(prefix.size(), name.size()));
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", " "}});
}

std::string StateOf(const Action& action) {
  std::string state = InWords(planning::v1::ActionState_Name(action.state()), "ACTION_STATE_");
  if (action.overdue()) state += ", overdue";
  if (action.never_reviewed()) state += ", not reviewed";
  return state;
}

std::string OwnerOf(const Action& action) {
  if (action.owner().empty()) return action.owner_role();
  const std::string who = LastPart(action.owner());
  return action.owner_role().empty() ? who : absl::StrCat(who, ", ", action.owner_role());
}

std::string Kept(const Action& action) {
  if (action.core_functions().empty()) return "";
  std::string list = "<p class='small'>What must stay, however you do it:</p><ul>";
  for (const auto& core : action.core_functions()) absl::StrAppend(&list, Tag("li", core.text()));
  return list + "</ul>";
}

std::string Section(int number, const Action& action) {
  return absl::StrCat(
      "<section>", Tag("h2", absl::StrCat(number, ". ", action.title())), "<dl>",
      Fact("Who", OwnerOf(action)), Fact("From", action.start_date()),
      Fact("Done by", action.due_date()), Fact("Did it help?", action.review_date()),
      Fact("Hours", absl::StrFormat("%.4g", action.hours())), Fact("Stands", StateOf(action)),
      action.repeat_weeks() > 0
          ? Fact("Again", absl::StrCat("every ", action.repeat_weeks(), " weeks"))
          : "",
      "</dl>", action.reason().empty() ? "" : Tag("p", action.reason()), Kept(action),
      "</section>");
}

}  // namespace

std::string PlanPage(const Plan& plan) {
  std::string page = absl::StrCat(
      "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>",
      HtmlEscaped(plan.name()), "</title><style>", kStyle, "</style></head><body>",
      Tag("h1", "What we will do"),
      Tag("p", absl::StrCat(plan.start_date(), " to ", plan.end_date(), " \u2013 ",
                            InWords(planning::v1::PlanState_Name(plan.state()), "PLAN_STATE_"),
                            ". Expected to close ", text::Percent(plan.expected_benefit()),
                            " of what is wrong.")));
  int number = 0;
  for (const Action& action : plan.actions()) absl::StrAppend(&page, Section(++number, action));
  for (const auto& warning : plan.warnings()) absl::StrAppend(&page, Tag("p", warning.message()));
  return absl::StrCat(page, "<p class='small'>", HtmlEscaped(plan.name()), "</p></body></html>\n");
}

}  // namespace pcsp::cli
