#include "services/registry/domain/text_rules.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace pcsp::registry {
namespace {

bool FitsPlace(char c, char place) {
  switch (place) {
    case '@':
      return absl::ascii_isupper(c);
    case '#':
      return absl::ascii_isdigit(c);
    case '*':
      return absl::ascii_isupper(c) || absl::ascii_isdigit(c);
    default:
      return c == place;
  }
}

// Letters, digits and `marks`; neither empty nor longer than `most`.
bool IsWord(absl::string_view word, absl::string_view marks, size_t most) {
  return !word.empty() && word.size() <= most && std::all_of(word.begin(), word.end(), [&](char c) {
    return absl::ascii_isalnum(c) || absl::StrContains(marks, c);
  });
}

}  // namespace

size_t CharacterCount(absl::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

bool IsLine(absl::string_view text, size_t least, size_t most) {
  const size_t count = CharacterCount(text);
  if (count < least || count > most) return false;
  if (least > 0 && absl::StripAsciiWhitespace(text).empty()) return false;
  return std::none_of(text.begin(), text.end(), absl::ascii_iscntrl);
}

bool IsText(absl::string_view text, size_t most) {
  return CharacterCount(text) <= most && std::none_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_iscntrl(c) && !absl::ascii_isspace(c);
         });
}

bool HasForm(absl::string_view text, absl::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), FitsPlace);
}

bool IsCode(absl::string_view code) {
  if (code.empty() || code.size() > 20) return false;
  for (size_t i = 0; i < code.size(); ++i) {
    if (FitsPlace(code[i], '*')) continue;
    const bool inner = i > 0 && i + 1 < code.size();
    if (!inner || !absl::StrContains("-./", code[i])) return false;
  }
  return true;
}

// domain.md 6.1. The second letter of an area is never I or Z.
bool IsPostcode(absl::string_view postcode) {
  std::string joined(postcode);
  if (joined.size() > 4 && joined[joined.size() - 4] == ' ') joined.erase(joined.size() - 4, 1);
  if (joined == "GIR0AA") return true;
  if (joined.size() < 2 || joined[1] == 'I' || joined[1] == 'Z') return false;
  for (absl::string_view form : {"@##@@", "@###@@", "@#@#@@", "@@##@@", "@@###@@", "@@#@#@@"}) {
    if (HasForm(joined, form)) return true;
  }
  return false;
}

// RFC 5321 with what nobody has left out.
bool IsEmail(absl::string_view email) {
  const std::vector<absl::string_view> halves = absl::StrSplit(email, '@');
  if (email.size() > 254 || halves.size() != 2 || halves[0].size() > 64) return false;
  for (absl::string_view word : absl::StrSplit(halves[0], '.')) {
    if (!IsWord(word, "!#$%&'*+-/=?^_`{|}~", 64)) return false;
  }
  const std::vector<absl::string_view> labels = absl::StrSplit(halves[1], '.');
  for (absl::string_view label : labels) {
    if (!IsWord(label, "-", 63) || label.front() == '-' || label.back() == '-') return false;
  }
  return labels.size() > 1 && labels.back().size() > 1;
}

std::string TidyCode(absl::string_view text) { return absl::AsciiStrToUpper(TidyLine(text)); }

std::string TidyLine(absl::string_view text) {
  std::string tidy(text);
  absl::RemoveExtraAsciiWhitespace(&tidy);
  return tidy;
}

}  // namespace pcsp::registry
