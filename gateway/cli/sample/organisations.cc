#include "gateway/cli/sample/organisations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

namespace pcsp::gateway::sample {
namespace {

struct Area {
  absl::string_view id, code, name, parent, town;
  absl::string_view geography = "";
};

// Codes in the form of a sub-ICB location, which is what the file names as a practice's parent.
constexpr Area kWholeSystems[] = {
    {"norrowdale", "Z9A1Z", "Norrowdale and the Wolds (sample)", "", "Norrowdale", "QZA"},
    {"estermouth", "Z9B1Z", "Estermouth Coast (sample)", "", "Estermouth", "QZB"},
};

constexpr Area kSteeringGroups[] = {
    {"norrowdale-north", "SAMPLE-SG-1", "North Norrowdale steering group (sample)", "norrowdale",
     "Upper Norrow"},
    {"wolds", "SAMPLE-SG-2", "Wolds steering group (sample)", "norrowdale", "Wolderby"},
    {"estermouth-town", "SAMPLE-SG-3", "Estermouth Town steering group (sample)", "estermouth",
     "Estermouth"},
    {"long-shore", "SAMPLE-SG-4", "Long Shore steering group (sample)", "estermouth", "Sallowness"},
};

constexpr absl::string_view kFirst[] = {"Alder",   "Birch",   "Cinder", "Drover", "Elder",
                                        "Fallow",  "Gorse",   "Hazel",  "Ivy",    "Juniper",
                                        "Kestrel", "Lapwing", "Mallow", "Nettle", "Osier",
                                        "Plover",  "Quarry",  "Rowan",  "Sorrel", "Teasel"};
constexpr absl::string_view kSecond[] = {"brook", "field", "gate", "holme", "lea", "stead", "wick"};
constexpr absl::string_view kKind[] = {"Surgery", "Medical Centre", "Health Centre",
                                       "Medical Practice", "Group Practice"};

constexpr int kPracticesOfPcn = 5;

Organisation FromArea(const Area& area, absl::string_view kind, const Options& options) {
  Organisation o;
  o.id = std::string(area.id);
  o.kind = std::string(kind);
  o.code_system = kind == "whole_system" ? "ods" : "sample";
  o.code = std::string(area.code);
  o.display_name = std::string(area.name);
  o.open_date = options.start_date;
  o.parent = std::string(area.parent);
  return o;
}

// The n-th of 20 * 7 different names; 20 and 7 share no divisor, so none repeats before that.
std::string PracticeName(int n) {
  return absl::StrCat(kFirst[n % std::size(kFirst)], kSecond[n % std::size(kSecond)], " ",
                      kKind[(n / 3) % std::size(kKind)]);
}

Organisation MakePractice(int number, int group, Random random) {
  const Area& area = kSteeringGroups[group];
  Organisation o;
  o.kind = "practice";
  o.code_system = "ods";
  o.code = absl::StrFormat("Z%05d", 90000 + number);
  o.id = absl::AsciiStrToLower(o.code);
  o.display_name = PracticeName(number - 1);
  o.address_lines = {"SAMPLE DATA - NOT A REAL PRACTICE",
                     absl::StrFormat("%d Pattern Street", 1 + random.Below(180)),
                     std::string(area.town)};
  const char last[] = {static_cast<char>('A' + random.Below(26)),
                       static_cast<char>('A' + random.Below(26)), 0};
  o.postcode = absl::StrFormat("ZY%d %d%s", group + 1, random.Below(10), last);
  o.telephone = absl::StrFormat("01632 %06d", 960000 + number);
  o.open_date = absl::StrFormat("%d-%02d-01", 1974 + random.Below(40), 1 + random.Below(12));
  o.parent = std::string(area.id);
  return o;
}

// A count of people around `mean` that is never below `least`.
int Around(double mean, int least, Random& random) {
  return std::max(least, static_cast<int>(std::lround(random.Normal(mean, 0.2 * mean))));
}

std::string Compact(absl::string_view date) { return absl::StrReplaceAll(date, {{"-", ""}}); }

absl::string_view GeographyOf(const Organisation& system) {
  for (const Area& area : kWholeSystems) {
    if (area.id == system.id) return area.geography;
  }
  return "";
}

std::string EpraccurRow(const Organisation& o, const Organisation& system) {
  std::array<std::string, 27> column;
  column[0] = o.code;
  column[1] = absl::AsciiStrToUpper(o.display_name);
  column[2] = "Y98";
  column[3] = std::string(GeographyOf(system));
  for (size_t i = 0; i < o.address_lines.size() && i < 5; ++i) {
    column[4 + i] = absl::AsciiStrToUpper(o.address_lines[i]);
  }
  column[9] = o.postcode;
  column[10] = Compact(o.open_date);
  column[12] = "A";
  column[13] = "B";
  column[14] = system.code;
  column[15] = Compact(system.open_date);
  column[17] = o.telephone;
  column[21] = "0";
  column[23] = system.code;
  column[25] = "4";
  std::string row;
  for (size_t i = 0; i < column.size(); ++i) {
    // Our names hold no quotation mark, so quoting is all that is needed.
    absl::StrAppend(&row, i == 0 ? "\"" : ",\"", column[i], "\"");
  }
  return row + "\r\n";
}

}  // namespace

std::vector<Organisation> MakeOrganisations(const Options& options, const Random& random) {
  std::vector<Organisation> all;
  for (const Area& area : kWholeSystems) all.push_back(FromArea(area, "whole_system", options));
  for (const Area& area : kSteeringGroups) {
    all.push_back(FromArea(area, "steering_group", options));
    all.back().postcode = absl::StrFormat("ZY%d 0AA", &area - kSteeringGroups + 1);
  }
  int number = 0;
  for (int group = 0; group < static_cast<int>(std::size(kSteeringGroups)); ++group) {
    for (int i = 0; i < options.practices_per_steering_group; ++i) {
      ++number;
      all.push_back(MakePractice(number, group, random.Fork(absl::StrCat("practice/", number))));
    }
  }
  return all;
}

std::vector<Relationship> MakeRelationships(const std::vector<Organisation>& organisations,
                                            const Options& options) {
  std::vector<Relationship> all;
  for (const Organisation& o : organisations) {
    if (o.parent.empty()) continue;
    const char* kind = o.kind == "practice" ? "supported_by" : "part_of";
    all.push_back({o.id, o.parent, kind, options.start_date});
  }
  return all;
}

SiteContext MakeContext(const Organisation& organisation, const Options& options,
                        const Random& random) {
  Random draw = random.Fork(absl::StrCat("context/", organisation.id));
  SiteContext context{organisation.id, options.start_date};
  if (organisation.kind != "practice") {
    context.headcount["leadership"] = 10 + draw.Below(4);
    return context;
  }
  // Sizes are skewed: many middling practices, a few large ones; the factor's mean is 1.
  const double size = std::exp(draw.Normal(-0.06, 0.35));
  context.headcount["gp"] = Around(7.0 * size, 2, draw);
  context.headcount["nurse"] = Around(3.5 * size, 1, draw);
  context.headcount["direct_patient_care"] = Around(3.2 * size, 1, draw);
  context.headcount["admin"] = Around(15.0 * size, 3, draw);
  context.list_size = 100 * Around(92.0 * size, 15, draw);
  return context;
}

std::string ToEpraccur(const std::vector<Organisation>& organisations) {
  std::map<std::string, const Organisation*> by_id;
  for (const Organisation& o : organisations) by_id[o.id] = &o;
  std::string file;
  for (const Organisation& o : organisations) {
    if (o.kind != "practice") continue;
    file += EpraccurRow(o, *by_id.at(by_id.at(o.parent)->parent));
  }
  return file;
}

std::string ToPcnPartners(const std::vector<Organisation>& organisations) {
  std::string file =
      "\"Partner\nOrganisation\nCode\",\"Partner\nName\",\"PCN Code\",\"PCN Name\","
      "\"Practice to PCN\nRelationship\nStart Date\","
      "\"Practice to PCN\nRelationship\nEnd Date\"\r\n";
  std::map<std::string, int> practices_of;
  int pcns = 0;
  for (const Organisation& o : organisations) {
    if (o.kind != "practice") continue;
    const int before = practices_of[o.parent]++;
    if (before % kPracticesOfPcn == 0) ++pcns;
    absl::StrAppend(&file, o.code, ",", absl::AsciiStrToUpper(o.display_name), ",",
                    absl::StrFormat("U%05d", 90000 + pcns), ",",
                    absl::AsciiStrToUpper(kFirst[pcns % std::size(kFirst)]),
                    " PCN (SAMPLE),20190701,\r\n");
  }
  return file;
}

std::string ToWorkforce(const SampleProgramme& programme) {
  std::map<std::string, const Organisation*> by_id;
  for (const Organisation& o : programme.organisations) by_id[o.id] = &o;
  std::string file =
      "PRAC_CODE,PRAC_NAME,TOTAL_PATIENTS,TOTAL_GP_HC,TOTAL_NURSES_HC,TOTAL_DPC_HC,"
      "TOTAL_ADMIN_HC\r\n";
  for (const SiteContext& context : programme.contexts) {
    if (context.list_size == 0) continue;
    const Organisation& practice = *by_id.at(context.organisation);
    absl::StrAppend(&file, practice.code, ",", absl::AsciiStrToUpper(practice.display_name), ",",
                    context.list_size);
    for (const char* group : {"gp", "nurse", "direct_patient_care", "admin"}) {
      absl::StrAppend(&file, ",", context.headcount.at(group));
    }
    file += "\r\n";
  }
  return file;
}

}  // namespace pcsp::gateway::sample
