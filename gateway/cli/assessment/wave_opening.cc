#include "gateway/cli/assessment/wave_opening.h"

#include "absl/strings/str_cat.h"
#include "gateway/cli/output.h"

namespace pcsp::cli {
namespace {

using assessments::v1::OpeningReach;

std::string YesNo(bool yes) { return yes ? "yes" : "no"; }

// "gp 6, admin 9": those that means can be shown of, a star where numbers can be exact.
std::string GroupsOf(const assessments::v1::WaveOpening& opening, int site) {
  std::string groups;
  for (int i = site + 1; i < opening.reach_size(); ++i) {
    const OpeningReach& one = opening.reach(i);
    if (one.staff_group() == type::v1::STAFF_GROUP_UNSPECIFIED) break;
    if (!one.means()) continue;
    absl::StrAppend(&groups, groups.empty() ? "" : ", ",
                    Word(type::v1::StaffGroup_Name(one.staff_group()), "STAFF_GROUP_"), " ",
                    one.headcount(), one.distributions() ? "*" : "");
  }
  return groups;
}

}  // namespace

std::string OpeningInWords(const assessments::v1::WaveOpening& opening) {
  std::string text = absl::StrCat("\nSites that are asked: ", opening.site_count(), ", with ",
                                  opening.headcount(), " people who could answer.\n");
  if (opening.left_out_count() > 0) {
    absl::StrAppend(&text, "Left out, because the wave has no instrument for their level: ",
                    opening.left_out_count(), ".\n");
  }
  if (opening.headcount_unknown_count() > 0) {
    absl::StrAppend(&text, "Sites of which nobody knows how many people could answer: ",
                    opening.headcount_unknown_count(), ".\n");
  }
  for (const auto& size : opening.sizes()) absl::StrAppend(&text, size.text(), "\n");
  if (opening.cannot_pass_count() == 0) return text;
  Table table({"SITE", "LEVEL", "PEOPLE", "MISSING", "WHY"});
  for (const auto& site : opening.cannot_pass()) {
    table.Add({IdOf(site.organisation()), Word(type::v1::Level_Name(site.level()), "LEVEL_"),
               absl::StrCat(site.headcount()), absl::StrCat(site.missing()), site.reason()});
  }
  return absl::StrCat(text, "Sites too small for results by themselves, whatever is answered: ",
                      opening.cannot_pass_count(), ".\n\n", table.AsText());
}

std::string ReachInWords(const assessments::v1::WaveOpening& opening) {
  if (opening.reach().empty()) return "";
  Table table(
      {"SITE", "PEOPLE", "MEANS", "DISTRIBUTIONS", "OWN WORDS", "STAFF GROUPS BY THEMSELVES"});
  for (int i = 0; i < opening.reach_size(); ++i) {
    const OpeningReach& site = opening.reach(i);
    if (site.staff_group() != type::v1::STAFF_GROUP_UNSPECIFIED) continue;
    table.Add({IdOf(site.organisation()), absl::StrCat(site.headcount()), YesNo(site.means()),
               YesNo(site.distributions()), YesNo(site.free_text()), GroupsOf(opening, i)});
  }
  return absl::StrCat(
      "\nWhat may be shown at most, if everybody answers (* exact numbers, too):\n\n",
      table.AsText());
}

}  // namespace pcsp::cli
