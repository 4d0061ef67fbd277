#include "services/diagnosis/domain/text/language/scanner.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {
namespace {

enum class Kind {
  kLetter,
  kApostrophe,
  kSpace,
  kPause,
  kSentence,
  kQuestion,
  kDot,
  kHyphen,
  kNone
};

struct Character {
  Kind kind = Kind::kSpace;
  uint32_t bytes = 1;
  char folded = 0;  // of a letter; 0: keep its own bytes
};

// U+00C0 to U+00FF without accents; * is no letter.
constexpr char kLatin1[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy";

bool IsPlain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

Character Ascii(char c) {
  if (c >= 'A' && c <= 'Z') return {Kind::kLetter, 1, static_cast<char>(c - 'A' + 'a')};
  if (IsPlain(c)) return {Kind::kLetter, 1, c};
  switch (c) {
    case '\'':
    case '`':
      return {Kind::kApostrophe};
    case ',':
    case ':':
    case '(':
    case ')':
      return {Kind::kPause};
    case ';':
    case '!':
    case '\n':
      return {Kind::kSentence};
    case '?':
      return {Kind::kQuestion};
    case '.':
      return {Kind::kDot};
    case '-':
      return {Kind::kHyphen};
    default:
      return {Kind::kSpace};
  }
}

Kind KindOf(uint32_t code) {
  if (code == 0x2018 || code == 0x2019 || code == 0x02bc || code == 0xff07) {
    return Kind::kApostrophe;
  }
  if (code == 0xad || (code >= 0x200b && code <= 0x200d) || code == 0x2060 || code == 0xfeff) {
    return Kind::kNone;  // soft hyphens and what has no width
  }
  if (code == 0x2013 || code == 0x2014 || code == 0x2015) return Kind::kPause;
  if (code == 0x2026 || code == 0x2022) return Kind::kSentence;  // an ellipsis, a bullet
  const bool letter = (code >= 0x100 && code < 0x2000) || (code >= 0x2c00 && code < 0xe000);
  return letter ? Kind::kLetter : Kind::kSpace;
}

Character Decode(absl::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return Ascii(text[0]);
  const uint32_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc0 || text.size() < bytes) return {};
  uint32_t code = lead & (0x7f >> bytes);
  for (uint32_t i = 1; i < bytes; ++i) code = code << 6 | (text[i] & 0x3f);
  if (code >= 0xc0 && code <= 0xff) {
    const char folded = kLatin1[code - 0xc0];
    return {folded == '*' ? Kind::kSpace : Kind::kLetter, bytes, folded};
  }
  return {KindOf(code), bytes};
}

class Scanner {
 public:
  explicit Scanner(absl::string_view note) : note_(note) {}

  Scan Run() {
    while (at_ < note_.size()) Step(Decode(note_.substr(at_)));
    FinishWord();
    scan_.after = gap_;
    return std::move(scan_);
  }

 private:
  void Step(const Character& c) {
    const uint32_t next = at_ + c.bytes;
    if (c.kind == Kind::kLetter) {
      AddLetter(c, next);
    } else if (c.kind == Kind::kApostrophe && InWord() && LetterAt(next)) {
      word_.text += '\'';
    } else if (c.kind != Kind::kNone) {
      const bool title = word_.text == "dr" || word_.text == "mr" || word_.text == "mrs";
      FinishWord();
      Mark(c.kind, next, title);
    }
    at_ = next;
  }

  void AddLetter(const Character& c, uint32_t next) {
    if (!InWord()) word_.begin = at_;
    if (c.folded != 0) {
      word_.text += c.folded;
    } else {
      absl::StrAppend(&word_.text, note_.substr(at_, c.bytes));
    }
    word_.end = next;
  }

  void Mark(Kind kind, uint32_t next, bool title) {
    const bool space_next = next >= note_.size() || note_[next] == ' ' || note_[next] == '\t' ||
                            note_[next] == '\r' || note_[next] == '\n' || note_[next] == '"' ||
                            note_[next] == '.' || note_[next] == ')';
    const bool space_before = at_ == 0 || note_[at_ - 1] == ' ';
    if (kind == Kind::kQuestion) Raise(Gap::kQuestion);
    if (kind == Kind::kSentence || (kind == Kind::kDot && space_next && !title)) {
      Raise(Gap::kSentence);
    }
    if (kind == Kind::kPause || (kind == Kind::kHyphen && space_before)) Raise(Gap::kPause);
  }

  void Raise(Gap gap) { gap_ = std::max(gap_, gap); }
  bool InWord() const { return !word_.text.empty(); }
  bool LetterAt(uint32_t at) const {
    return at < note_.size() && Decode(note_.substr(at)).kind == Kind::kLetter;
  }

  void FinishWord() {
    if (!InWord()) return;
    word_.before = std::exchange(gap_, Gap::kNone);
    scan_.words.push_back(std::exchange(word_, {}));
  }

  const absl::string_view note_;
  uint32_t at_ = 0;
  RawWord word_;
  Gap gap_ = Gap::kNone;
  Scan scan_;
};

}  // namespace

Scan ScanNote(absl::string_view note) { return Scanner(note).Run(); }

}  // namespace pcsp::diagnosis
