#include "common/text/words/dates.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"

namespace pcsp::text {
namespace {

constexpr absl::string_view kMonths[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
constexpr int kLastYearOfBirth = 2010;

// Reads parts of a date, one behind the other.
class Parts {
 public:
  explicit Parts(absl::string_view text) : text_(text) {}

  size_t at() const { return at_; }
  void GoBackTo(size_t at) { at_ = at; }

  // Blanks and commas.
  bool Gap() {
    const size_t from = at_;
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == ',')) ++at_;
    return at_ > from;
  }

  // A number of `fewest` to `most` digits, and no more of them behind; -1 if there is none.
  int Number(size_t fewest, size_t most) {
    size_t end = at_;
    while (end < text_.size() && absl::ascii_isdigit(text_[end])) ++end;
    int number = -1;
    if (end - at_ < fewest || end - at_ > most) return -1;
    if (!absl::SimpleAtoi(text_.substr(at_, end - at_), &number)) return -1;
    at_ = end;
    return number;
  }

  std::string Word() {
    size_t end = at_;
    while (end < text_.size() && absl::ascii_isalpha(text_[end])) ++end;
    std::string word = absl::AsciiStrToLower(text_.substr(at_, end - at_));
    at_ = end;
    return word;
  }

  // By its name or the first three letters of it, with or without a full stop.
  bool Month() {
    const size_t from = at_;
    const std::string word = Word();
    const bool month =
        word == "sept" ||
        std::any_of(std::begin(kMonths), std::end(kMonths), [&](absl::string_view name) {
          return word == name || word == name.substr(0, 3);
        });
    if (!month) at_ = from;
    if (month && at_ < text_.size() && text_[at_] == '.') ++at_;
    return month;
  }

  // "12", "12th"
  bool Day() {
    const size_t from = at_;
    const int day = Number(1, 2);
    const size_t digits = at_;
    const std::string suffix = Word();
    if (suffix != "st" && suffix != "nd" && suffix != "rd" && suffix != "th") at_ = digits;
    if (day >= 1 && day <= 31 && EndsWord()) return true;
    at_ = from;
    return false;
  }

  // A blank, "of" perhaps.
  bool GapOrOf() {
    if (!Gap()) return false;
    const size_t behind = at_;
    if (Word() != "of" || !Gap()) at_ = behind;
    return true;
  }

  // Of this century or the last, perhaps of two digits, with the blank before it.
  bool Year(bool short_one) {
    const size_t from = at_;
    if (Gap()) {
      if (short_one && at_ < text_.size() && text_[at_] == '\'') ++at_;
      const int year = Number(short_one ? 2 : 4, 4);
      const bool fits = (year >= 1900 && year < 2100) || (short_one && year >= 0 && year < 100);
      if (fits && EndsWord()) return true;
    }
    at_ = from;
    return false;
  }

  bool Sign(absl::string_view signs) {
    if (at_ >= text_.size() || !absl::StrContains(signs, text_.substr(at_, 1))) return false;
    ++at_;
    return true;
  }

  bool EndsWord() const { return at_ >= text_.size() || !absl::ascii_isalnum(text_[at_]); }

 private:
  absl::string_view text_;
  size_t at_ = 0;
};

Identifier Date(const Parts& parts) { return {"[date]", parts.at()}; }

// "March 61", "March 12, 1961", "March"
Identifier FromMonth(Parts parts, bool birth, bool capital) {
  const size_t month = parts.at();
  if (parts.Gap() && parts.Day() && parts.Year(birth)) return Date(parts);
  parts.GoBackTo(month);
  if (!birth) return {};
  // "may" and "march" alone are months only with a capital.
  return parts.Year(true) || capital ? Date(parts) : Identifier{};
}

// "12 March 1961", "03/61", "1961"
Identifier FromNumber(Parts parts, bool birth) {
  if (parts.Day() && parts.GapOrOf() && parts.Month()) {
    return parts.Year(birth) || birth ? Date(parts) : Identifier{};
  }
  parts.GoBackTo(0);
  if (!birth) return {};
  const int month = parts.Number(1, 2);
  if (month >= 1 && month <= 12 && parts.Sign("/-.") && parts.Number(2, 4) >= 0 &&
      parts.EndsWord() && !parts.Sign("/-")) {
    return Date(parts);
  }
  parts.GoBackTo(0);
  const int year = parts.Number(4, 4);
  const Identifier date = Date(parts);
  const bool whole = parts.EndsWord() && !parts.Sign("/-");
  return year >= 1900 && year <= kLastYearOfBirth && whole ? date : Identifier{};
}

}  // namespace

Identifier DateAt(absl::string_view text, bool birth) {
  Parts parts(text);
  if (text.empty()) return {};
  if (absl::ascii_isdigit(text.front())) return FromNumber(parts, birth);
  return parts.Month() && parts.EndsWord()
             ? FromMonth(parts, birth, absl::ascii_isupper(text.front()))
             : Identifier{};
}

bool SpeaksOfBirth(absl::string_view word) {
  const std::string lower = absl::AsciiStrToLower(word);
  return lower == "born" || lower == "dob" || lower == "birth" || lower == "birthday" ||
         lower == "birthdate";
}

}  // namespace pcsp::text
