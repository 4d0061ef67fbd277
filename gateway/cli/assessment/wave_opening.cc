#include "gateway/cli/assessment/wave_opening.h"

#include "absl/strings/str_cat.h"
#include "gateway/cli/output.h"

namespace pcsp::cli {

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
  if (opening.cannot_pass_count() == 0) return text;
  Table table({"SITE", "LEVEL", "PEOPLE", "MISSING", "WHY"});
  for (const auto& site : opening.cannot_pass()) {
    table.Add({IdOf(site.organisation()), Word(type::v1::Level_Name(site.level()), "LEVEL_"),
               absl::StrCat(site.headcount()), absl::StrCat(site.missing()), site.reason()});
  }
  return absl::StrCat(text, "Sites too small for results by themselves, whatever is answered: ",
                      opening.cannot_pass_count(), ".\n\n", table.AsText());
}

}  // namespace pcsp::cli
