#include "services/planning/domain/place/postcode.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kInward = 3;  // "4LP"

bool IsUpperOrDigit(char c) { return absl::ascii_isupper(c) || absl::ascii_isdigit(c); }

}  // namespace

bool IsPostcode(absl::string_view text) {
  const size_t space = text.find(' ');
  if (space == absl::string_view::npos || space < 2 || space > 4) return false;
  const absl::string_view outward = text.substr(0, space), inward = text.substr(space + 1);
  return absl::ascii_isupper(outward[0]) &&
         std::all_of(outward.begin(), outward.end(), IsUpperOrDigit) && inward.size() == kInward &&
         absl::ascii_isdigit(inward[0]) && absl::ascii_isupper(inward[1]) &&
         absl::ascii_isupper(inward[2]);
}

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

}  // namespace pcsp::planning::training
