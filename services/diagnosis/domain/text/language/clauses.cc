#include "services/diagnosis/domain/text/language/clauses.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/diagnosis/domain/text/language/scanner.h"
#include "services/diagnosis/domain/text/language/vocabulary.h"

namespace pcsp::diagnosis {
namespace {

// Two words that negate together what follows: "more than a form", "instead of the form".
bool NegatesTogether(absl::string_view first, absl::string_view second) {
  return (first == "rather" && second == "than") || (first == "more" && second == "than") ||
         (first == "instead" && second == "of") || (first == "far" && second == "from") ||
         (first == "anything" && second == "but") || (first == "opposite" && second == "of");
}

class Builder {
 public:
  Builder(const Stemmer& stemmer, const Spelling& spelling)
      : stemmer_(stemmer), spelling_(spelling) {}

  std::vector<Clause> Build(const Scan& scan, bool split) {
    split_ = split;
    clause_.starts_sentence = true;
    for (const RawWord& raw : scan.words) Add(raw);
    EndSentence(scan.after);
    return std::move(clauses_);
  }

 private:
  void Add(const RawWord& raw) {
    if (split_ && raw.before >= Gap::kSentence) EndSentence(raw.before);
    pause_ |= raw.before == Gap::kPause;
    if (absl::string_view expanded = Expanded(raw.text); !expanded.empty()) {
      for (absl::string_view part : absl::StrSplit(expanded, ' ')) AddWord(part, raw);
      return;
    }
    absl::string_view text = raw.text;
    const bool owner_or_is = absl::ConsumeSuffix(&text, "'s");
    AddWord(text.substr(0, text.find('\'')), raw);
    if (owner_or_is && TakesIs(text)) AddWord("be", raw);
  }

  void AddWord(absl::string_view text, const RawWord& raw) {
    if (text.empty() || IsFiller(text)) return;
    absl::string_view before;
    if (!clause_.words.empty()) before = clause_.words.back().text;
    if (NegatesTogether(before, text)) return JoinNegation(text, raw);
    const bool all_but = text == "but" && (before == "nothing" || before == "all");
    if (split_ && Contrasts(text) && !all_but) return EndClause(/*starts_sentence=*/false);
    const absl::string_view meant = spelling_.Repair(text);
    Word word{std::string(meant), stemmer_.Stem(BaseForm(meant)), raw.begin, raw.end};
    if (Negates(meant))
      word.stem = absl::StrCat("!", meant.substr(0, 4) == "lack" ? "lack" : meant);
    word.after_pause = std::exchange(pause_, false);
    clause_.words.push_back(std::move(word));
  }

  void JoinNegation(absl::string_view text, const RawWord& raw) {
    Word& word = clause_.words.back();
    word.text = absl::StrCat(word.text, "-", text);
    word.stem = absl::StrCat("!", word.text);
    word.end = raw.end;
  }

  void EndClause(bool starts_sentence) {
    if (!clause_.words.empty()) clauses_.push_back(std::move(clause_));
    clause_ = {};
    clause_.starts_sentence = starts_sentence;
    pause_ = false;
  }

  // `gap` is the mark that ends it.
  void EndSentence(Gap gap) {
    EndClause(/*starts_sentence=*/true);
    for (; sentence_ < clauses_.size(); ++sentence_) {
      clauses_[sentence_].question = gap == Gap::kQuestion;
    }
  }

  const Stemmer& stemmer_;
  const Spelling& spelling_;
  bool split_ = true;
  bool pause_ = false;
  Clause clause_;
  std::vector<Clause> clauses_;
  size_t sentence_ = 0;  // the first clause of the sentence under way
};

}  // namespace

std::vector<Clause> ClausesOf(absl::string_view note, const Stemmer& stemmer,
                              const Spelling& spelling) {
  return Builder(stemmer, spelling).Build(ScanNote(note), /*split=*/true);
}

std::vector<Word> WordsOf(absl::string_view phrase, const Stemmer& stemmer,
                          const Spelling& spelling) {
  auto clauses = Builder(stemmer, spelling).Build(ScanNote(phrase), /*split=*/false);
  return clauses.empty() ? std::vector<Word>() : std::move(clauses.front().words);
}

}  // namespace pcsp::diagnosis
