#include "services/planning/domain/place/place.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/planning/domain/place/postcode.h"

namespace pcsp::planning::training {
namespace {

void CheckMetres(const std::string& field, int given, int most, Violations& violations) {
  if (given >= 1 && given <= most) return;
  violations.Add(field, absl::StrCat(given),
                 absl::StrCat("metres on the national grid, 1 to ", most));
}

bool IsNorthernIrish(absl::string_view postcode) {
  return postcode.size() > 2 && absl::StartsWith(postcode, "BT") &&
         absl::ascii_isdigit(postcode[2]);
}

}  // namespace

std::string PlaceId(absl::string_view postcode) {
  const std::string tidy = TidyPostcode(postcode);
  if (!IsPostcode(tidy)) return "";
  return absl::AsciiStrToLower(absl::StrReplaceAll(tidy, {{" ", ""}}));
}

void CheckPlace(absl::string_view prefix, const Place& place, Violations& violations) {
  const std::string field = absl::StrCat(prefix, "postcode");
  if (!IsPostcode(place.postcode)) {
    violations.Add(field, place.postcode, "a postcode such as NE1 4LP");
  } else if (IsNorthernIrish(place.postcode)) {
    violations.Add(field, place.postcode,
                   "a postcode of Great Britain: references of BT are of the Irish grid");
  }
  CheckMetres(absl::StrCat(prefix, "easting"), place.easting, kMostEasting, violations);
  CheckMetres(absl::StrCat(prefix, "northing"), place.northing, kMostNorthing, violations);
}

}  // namespace pcsp::planning::training
