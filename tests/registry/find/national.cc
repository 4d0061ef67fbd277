#include "tests/registry/find/national.h"

#include <iterator>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pcsp::registry {
namespace {

const char* const kFirst[] = {"",       "",       "",       "Park",   "Mill",  "Church", "Station",
                              "Castle", "Albert", "Elm",    "Oak",    "Ash",   "Abbey",  "Bridge",
                              "Manor",  "Lake",   "Forest", "Meadow", "Kings", "Market"};
const char* const kLast[] = {"Surgery",       "Medical Centre", "Health Centre",  "Practice",
                             "House Surgery", "Group Practice", "Family Practice"};
const char* const kSounds[] = {"ba",   "ren",  "tor", "wick", "ling", "ham",
                               "dale", "ford", "sto", "mar",  "ches", "ter",
                               "burn", "ley",  "pen", "gar",  "row",  "thwaite"};

}  // namespace

std::vector<GraphOrganisation> NationalPractices(std::mt19937& random, int size) {
  const auto of = [&](const auto& values) { return values[random() % std::size(values)]; };
  std::vector<GraphOrganisation> practices;
  for (int i = 0; i < size; ++i) {
    GraphOrganisation& practice = practices.emplace_back();
    std::string place = absl::StrCat(of(kSounds), of(kSounds), of(kSounds));
    place[0] = absl::ascii_toupper(place[0]);
    const std::string first = of(kFirst);
    practice.id = absl::StrFormat("p%05d", i);
    practice.kind = OrganisationKind::kPractice;
    practice.display_name = absl::StrCat(place, " ", first, first.empty() ? "" : " ", of(kLast));
    practice.code = absl::StrFormat("%c%05d", 'A' + i % 26, i);
    practice.postcode =
        absl::StrFormat("%c%c%d %dAB", 'A' + i % 20, 'A' + i % 7, 1 + i % 90, i % 10);
    practice.status = OrganisationStatus::kActive;
  }
  return practices;
}

}  // namespace pcsp::registry
