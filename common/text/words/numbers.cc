#include "common/text/words/numbers.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace pcsp::text {
namespace {

constexpr size_t kFewestDigits = 6;

bool IsBlank(char c) { return absl::ascii_isspace(c); }

absl::string_view WordAt(absl::string_view text) {
  return text.substr(0, std::find_if(text.begin(), text.end(), IsBlank) - text.begin());
}

absl::string_view WithoutEnd(absl::string_view word) {
  while (!word.empty() && absl::StrContains(".,;:!?)'\"", word.substr(word.size() - 1))) {
    word.remove_suffix(1);
  }
  return word;
}

bool MayBeWithin(char c) { return absl::StrContains(" -./()", absl::string_view(&c, 1)); }

// As far as digits reach that are at most two other signs apart: "0191 (496) 0000".
size_t RunOf(absl::string_view text) {
  size_t end = 0, gap = 0;
  for (size_t i = text.front() == '+' || text.front() == '('; i < text.size(); ++i) {
    if (absl::ascii_isdigit(text[i])) {
      end = i + 1;
      gap = 0;
    } else if (!MayBeWithin(text[i]) || ++gap > 2) {
      break;
    }
  }
  return end;
}

bool IsYear(absl::string_view part) {
  return part.size() == 4 && (absl::StartsWith(part, "19") || absl::StartsWith(part, "20"));
}

// "2023/24" and "2019-2023" are spans of years.
bool IsYears(absl::string_view run) {
  const std::vector<absl::string_view> parts = absl::StrSplit(run, absl::ByAnyChar("-/"));
  return parts.size() == 2 && IsYear(parts[0]) && (IsYear(parts[1]) || parts[1].size() == 2);
}

bool IsDate(absl::string_view run) {
  const std::vector<absl::string_view> parts = absl::StrSplit(run, absl::ByAnyChar("-/."));
  if (parts.size() != 3) return false;
  int middle = 0;
  if (!absl::SimpleAtoi(parts[1], &middle) || middle < 1 || middle > 12) return false;
  return (parts[0].size() <= 2 && parts[2].size() <= 4) ||
         (IsYear(parts[0]) && parts[2].size() <= 2);
}

}  // namespace

bool IsNhsNumber(absl::string_view digits) {
  if (digits.size() != 10) return false;
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (digits[i] - '0') * (10 - i);
  const int check = 11 - sum % 11;
  return check != 10 && check % 11 == digits[9] - '0';
}

Identifier AddressAt(absl::string_view text) {
  const absl::string_view word = WithoutEnd(WordAt(text));
  const size_t at = word.find('@');
  if (at != absl::string_view::npos && word.size() > 1) {
    return {at == 0 ? "[name]" : "[email]", word.size()};
  }
  const std::string lower = absl::AsciiStrToLower(word.substr(0, 8));
  const bool link = absl::StartsWith(lower, "http://") || absl::StartsWith(lower, "https://") ||
                    absl::StartsWith(lower, "www.");
  return link ? Identifier{"[link]", word.size()} : Identifier{};
}

Identifier NumberAt(absl::string_view text) {
  const size_t length = RunOf(text);
  const absl::string_view run = text.substr(0, length);
  std::string digits;
  for (char c : run) {
    if (absl::ascii_isdigit(c)) digits.push_back(c);
  }
  if (length > 0 && IsDate(run)) return {"[date]", length};
  if (digits.size() >= kFewestDigits && !IsYears(run)) {
    if (IsNhsNumber(digits)) return {"[NHS number]", length};
    const bool phone = run.front() == '+' || run.front() == '(' || run.front() == '0';
    return {phone && digits.size() >= 10 ? "[phone]" : "[number]", length};
  }
  // A registration or staff number: letters and digits in one word.
  const absl::string_view word = WithoutEnd(WordAt(text));
  const auto count =
      std::count_if(word.begin(), word.end(), [](char c) { return absl::ascii_isdigit(c); });
  const bool letters =
      std::any_of(word.begin(), word.end(), [](char c) { return absl::ascii_isalpha(c); });
  return letters && count >= 5 ? Identifier{"[number]", word.size()} : Identifier{};
}

Identifier ExtensionAt(absl::string_view text) {
  size_t at = 0;
  while (at < text.size() && absl::ascii_isalpha(text[at])) ++at;
  const std::string word = absl::AsciiStrToLower(text.substr(0, at));
  const bool shortened = word == "ext" || word == "extn" || word == "x";
  if (!shortened && word != "extension" && word != "bleep" && word != "pager") return {};
  while (at < text.size() && absl::StrContains(".: #", text.substr(at, 1))) ++at;
  size_t digits = 0;
  while (at < text.size() && absl::ascii_isdigit(text[at])) ++at, ++digits;
  const bool whole = at >= text.size() || !absl::ascii_isalnum(text[at]);
  return whole && digits >= 3 && digits <= 6 ? Identifier{"[phone]", at} : Identifier{};
}

Identifier PostcodeAt(absl::string_view text) {
  const auto letter = [&](size_t i) { return i < text.size() && absl::ascii_isalpha(text[i]); };
  const auto digit = [&](size_t i) { return i < text.size() && absl::ascii_isdigit(text[i]); };
  size_t at = 0;
  while (at < 2 && letter(at)) ++at;
  if (at == 0 || !digit(at)) return {};
  ++at;
  // The outward part may end in one more letter or digit; with the space left out, the digit may
  // be the inward part's.
  for (const size_t outward : {at + 1, at}) {
    if (outward > at && !letter(at) && !digit(at)) continue;
    const size_t inward = outward < text.size() && text[outward] == ' ' ? outward + 1 : outward;
    const bool fits = digit(inward) && letter(inward + 1) && letter(inward + 2);
    if (fits && !letter(inward + 3) && !digit(inward + 3)) return {"[postcode]", inward + 3};
  }
  return {};
}

}  // namespace pcsp::text
