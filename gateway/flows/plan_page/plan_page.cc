#include "gateway/flows/plan_page/plan_page.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/text/pages/html.h"
#include "common/text/pages/percent.h"
#include "google/protobuf/util/time_util.h"

namespace pcsp::gateway {
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

constexpr size_t kDayLength = 10;  // yyyy-mm-dd

std::string Tag(absl::string_view tag, absl::string_view text) {
  return absl::StrCat("<", tag, ">", HtmlEscaped(text), "</", tag, ">");
}

std::string Fact(absl::string_view term, absl::string_view text) {
  return text.empty() ? "" : absl::StrCat(Tag("dt", term), Tag("dd", text));
}

std::string Pounds(double pounds) {
  // Whole pounds are written without pence.
  return pounds == std::floor(pounds) ? absl::StrFormat("£%.0f", pounds)
                                      : absl::StrFormat("£%.2f", pounds);
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

std::string Called(const PlanNames& names, const std::string& appointment) {
  const auto found = names.people.find(appointment);
  return found == names.people.end() ? LastPart(appointment) : found->second;
}

std::string OwnerOf(const Action& action, const PlanNames& names) {
  if (action.owner().empty()) return action.owner_role();
  const std::string who = Called(names, action.owner());
  return action.owner_role().empty() ? who : absl::StrCat(who, ", ", action.owner_role());
}

std::string Kept(const Action& action) {
  if (action.core_functions().empty()) return "";
  std::string list = "<p class='small'>What must stay, however you do it:</p><ul>";
  for (const auto& core : action.core_functions()) absl::StrAppend(&list, Tag("li", core.text()));
  return list + "</ul>";
}

std::string Section(int number, const Action& action, const PlanNames& names) {
  return absl::StrCat("<section>", Tag("h2", absl::StrCat(number, ". ", action.title())), "<dl>",
                      Fact("Who", OwnerOf(action, names)), Fact("From", action.start_date()),
                      Fact("Done by", action.due_date()),
                      Fact("Did it help?", action.review_date()),
                      Fact("Hours", absl::StrFormat("%.4g", action.hours())),
                      action.cost() > 0 ? Fact("To be bought", Pounds(action.cost())) : "",
                      Fact("Stands", StateOf(action)),
                      action.repeat_weeks() > 0
                          ? Fact("Again", absl::StrCat("every ", action.repeat_weeks(), " weeks"))
                          : "",
                      "</dl>", action.reason().empty() ? "" : Tag("p", action.reason()),
                      Kept(action), "</section>");
}

// `programmes/p/organisations/o/plans/x`: the last part but `back`.
std::string PartOf(const std::string& name, size_t back) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts.size() > back ? parts[parts.size() - 1 - back] : name;
}

std::string SiteOf(const Plan& plan, const PlanNames& names) {
  const std::string site = names.site.empty() ? PartOf(plan.name(), 2) : names.site;
  return names.code.empty() ? site : absl::StrCat(site, " (", names.code, ")");
}

// A plan changes with its state alone, so that it was agreed, or closed, when it last changed.
std::string Agreement(const Plan& plan, const PlanNames& names) {
  const std::string day =
      google::protobuf::util::TimeUtil::ToString(plan.update_time()).substr(0, kDayLength);
  if (plan.state() == planning::v1::PLAN_STATE_DRAFT) return "Nobody has agreed to it yet.";
  const std::string by = absl::StrCat("Agreed by ", Called(names, plan.agreed_by()));
  if (plan.state() == planning::v1::PLAN_STATE_AGREED) return absl::StrCat(by, " on ", day, ".");
  return absl::StrCat(by, ", closed on ", day, ".");
}

std::string Head(const Plan& plan, const PlanNames& names, const std::string& today) {
  const std::string programme = names.programme.empty() ? PartOf(plan.name(), 4) : names.programme;
  std::string money;
  if (plan.cost() > 0) money = absl::StrCat(" To be bought: ", Pounds(plan.cost()), ".");
  if (plan.has_budget()) absl::StrAppend(&money, " Budget: ", Pounds(plan.budget()), ".");
  return absl::StrCat(
      Tag("h1", absl::StrCat("What we will do at ", SiteOf(plan, names))), "<p class='small'>",
      HtmlEscaped(programme), " &middot; printed on ", HtmlEscaped(today),
      names.out_of_reach ? " &middot; the names of people and places were out of reach" : "",
      "</p>",
      Tag("p", absl::StrCat(plan.start_date(), " to ", plan.end_date(), " \u2013 ",
                            InWords(planning::v1::PlanState_Name(plan.state()), "PLAN_STATE_"),
                            ". Expected to close ", text::Percent(plan.expected_benefit()),
                            " of what is wrong.", money)),
      Tag("p", Agreement(plan, names)));
}

}  // namespace

std::string PlanPage(const Plan& plan, const PlanNames& names, const std::string& today) {
  std::string page = absl::StrCat(
      "<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
      "content='width=device-width,initial-scale=1'>",
      Tag("title", absl::StrCat("Plan of ", SiteOf(plan, names))), "<style>", kStyle,
      "</style></head><body>", Head(plan, names, today));
  int number = 0;
  for (const Action& action : plan.actions()) {
    absl::StrAppend(&page, Section(++number, action, names));
  }
  for (const auto& warning : plan.warnings()) absl::StrAppend(&page, Tag("p", warning.message()));
  return absl::StrCat(page, "<p class='small'>", HtmlEscaped(plan.name()), "</p></body></html>\n");
}

}  // namespace pcsp::gateway
