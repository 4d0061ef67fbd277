#include "common/text/words/screening.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "common/text/words/dates.h"
#include "common/text/words/names_in_text.h"
#include "common/text/words/numbers.h"

namespace pcsp::text {
namespace {

constexpr absl::string_view kName = "[name]", kPhone = "[phone]";
// As far behind "born" as a date may stand: "born in Leeds in March 1961".
constexpr int kWordsFromBirth = 3;

bool IsLetter(char c) {
  return absl::ascii_isalnum(c) || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
}

bool EndsSentence(char c) { return absl::StrContains(".!?\n:;\"", absl::string_view(&c, 1)); }

// One pass over a text, word by word.
class Screener {
 public:
  explicit Screener(absl::string_view text) : rest_(text) {}

  Screened Run() {
    while (!rest_.empty()) {
      if (TakeIdentifier()) continue;
      IsLetter(rest_.front()) ? TakeWord() : TakeSign();
    }
    return std::move(screened_);
  }

 private:
  // Words are taken whole, so a letter or digit here begins one.
  bool TakeIdentifier() {
    const char first = rest_.front();
    if (!absl::ascii_isalnum(first) && first != '+' && first != '(' && first != '@') return false;
    Identifier found = DateAt(rest_, since_birth_ <= kWordsFromBirth);
    for (const auto look : {AddressAt, PostcodeAt, NumberAt, ExtensionAt}) {
      if (found.length == 0) found = look(rest_);
    }
    if (found.length == 0) return false;
    // An extension behind its number is one with it.
    const absl::string_view so_far = absl::StripTrailingAsciiWhitespace(screened_.text);
    if (found.mark == kPhone && absl::EndsWith(so_far, kPhone)) {
      screened_.text.resize(so_far.size());
      rest_.remove_prefix(found.length);
    } else {
      Put(found.mark, found.length);
    }
    before_ = {};
    begins_sentence_ = false;
    last_name_ = NameKind::kNone;
    return true;
  }

  void TakeWord() {
    size_t length = 0;
    while (length < rest_.size() && IsLetter(rest_[length])) ++length;
    const absl::string_view word = rest_.substr(0, length);
    const NameKind name =
        NameOf({word, before_, NextWord(rest_.substr(length)), begins_sentence_, last_name_});
    // Several names in a row are one.
    if (name != NameKind::kNone && last_name_ != NameKind::kNone &&
        absl::EndsWith(absl::StripTrailingAsciiWhitespace(screened_.text), kName)) {
      rest_.remove_prefix(length);
      absl::StripTrailingAsciiWhitespace(&screened_.text);
    } else if (name != NameKind::kNone) {
      Put(kName, length);
    } else {
      absl::StrAppend(&screened_.text, word);
      rest_.remove_prefix(length);
    }
    before_ = word;
    begins_sentence_ = false;
    last_name_ = name;
    since_birth_ = SpeaksOfBirth(word) ? 0 : since_birth_ + 1;
  }

  // The word behind a blank; "" if there is a sign or nothing.
  static absl::string_view NextWord(absl::string_view behind) {
    if (behind.empty() || behind.front() != ' ') return "";
    behind.remove_prefix(1);
    size_t length = 0;
    while (length < behind.size() && IsLetter(behind[length])) ++length;
    return behind.substr(0, length);
  }

  void TakeSign() {
    const char sign = rest_.front();
    // A full stop after a title or an initial ends no sentence.
    const bool abbreviates = sign == '.' && AnnouncesName(before_);
    if (EndsSentence(sign) && !abbreviates) {
      begins_sentence_ = true;
      before_ = {};
    }
    if (sign != ' ' && sign != '-' && !abbreviates) last_name_ = NameKind::kNone;
    screened_.text.push_back(sign);
    rest_.remove_prefix(1);
  }

  void Put(absl::string_view mark, size_t length) {
    absl::StrAppend(&screened_.text, mark);
    ++screened_.redactions;
    rest_.remove_prefix(length);
  }

  absl::string_view rest_;
  absl::string_view before_;
  bool begins_sentence_ = true;
  NameKind last_name_ = NameKind::kNone;   // what the word before was taken for
  int since_birth_ = kWordsFromBirth + 1;  // words since somebody's birth was spoken of
  Screened screened_;
};

}  // namespace

Screened Screen(absl::string_view text) { return Screener(text).Run(); }

std::string FitWords(const std::string& field, absl::string_view text, Violations& violations) {
  Screened screened = Screen(WordsAsWritten(field, absl::StripAsciiWhitespace(text), violations));
  if (screened.redactions > kMostRedactions) {
    violations.Add(field, "", "words without the names, numbers and addresses of people");
    return "";
  }
  return std::move(screened.text);
}

std::string WordsAsWritten(const std::string& field, absl::string_view text,
                           Violations& violations) {
  const bool fits = text.size() <= kLongestWords;
  if (fits && IsCleanUtf8(text)) return std::string(text);
  violations.Add(
      field, "",
      fits ? "text in UTF-8" : absl::StrCat("at most ", kLongestWords, " bytes of text"));
  return "";
}

}  // namespace pcsp::text
