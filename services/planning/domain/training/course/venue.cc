#include "services/planning/domain/training/course/venue.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kLongestTitle = 200;
constexpr size_t kInward = 3;  // "4LP"

// Outward code of two to four characters that begins with a letter, a space, a digit, two letters.
bool IsPostcode(absl::string_view text) {
  const size_t space = text.find(' ');
  if (space == absl::string_view::npos || space < 2 || space > 4) return false;
  const absl::string_view outward = text.substr(0, space), inward = text.substr(space + 1);
  return absl::ascii_isupper(outward[0]) &&
         std::all_of(outward.begin(), outward.end(), absl::ascii_isalnum) &&
         inward.size() == kInward && absl::ascii_isdigit(inward[0]) &&
         absl::ascii_isupper(inward[1]) && absl::ascii_isupper(inward[2]);
}

}  // namespace

std::string TidyPostcode(absl::string_view text) {
  std::string letters;
  for (const char c : absl::AsciiStrToUpper(text)) {
    if (!absl::ascii_isspace(c)) letters.push_back(c);
  }
  if (letters.size() <= kInward) return std::string(text);
  const size_t outward = letters.size() - kInward;
  std::string tidy = absl::StrCat(letters.substr(0, outward), " ", letters.substr(outward));
  return IsPostcode(tidy) ? tidy : std::string(text);
}

void CheckVenue(const Venue& venue, Violations& violations) {
  CheckLine("venue.title", venue.title, kLongestTitle, violations);
  if (venue.region.empty()) violations.Add("venue.region", "", "the region that it lies in");
  if (!venue.postcode.empty() && !IsPostcode(venue.postcode)) {
    violations.Add("venue.postcode", venue.postcode, "a postcode such as NE1 4LP");
  }
  CheckRange("venue.seats", venue.seats, 1, kMostSeats, violations);
}

}  // namespace pcsp::planning::training
