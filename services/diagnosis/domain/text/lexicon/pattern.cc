#include "services/diagnosis/domain/text/lexicon/pattern.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"

namespace pcsp::diagnosis {
namespace {

// A word that does not negate, and the space behind it.
constexpr absl::string_view kAnyWord = "(?:[^ !][^ ]* )";

bool Plain(absl::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class Compiler {
 public:
  Compiler(const WordClasses& classes, const Stemmer& stemmer, std::set<std::string>* vocabulary)
      : classes_(classes), stemmer_(stemmer), vocabulary_(vocabulary) {}

  absl::StatusOr<std::string> Compile(absl::string_view pattern) {
    std::string regexp = " ";
    bool word_before = false, word = false;
    for (absl::string_view element : absl::StrSplit(pattern, ' ', absl::SkipEmpty())) {
      if (absl::ConsumePrefix(&element, "~")) {
        if (!word_before) return absl::InvalidArgumentError("a gap between two words");
        ASSIGN_OR_RETURN(const std::string part, Gap(element));
        regexp += part;
        word_before = false;
        continue;
      }
      const bool optional = absl::ConsumeSuffix(&element, "?");
      ASSIGN_OR_RETURN(const std::string part, Alternatives(element));
      absl::StrAppend(&regexp, part, optional ? "?" : "");
      word_before = true;
      word |= !optional;
    }
    if (!word || !word_before) return absl::InvalidArgumentError("words, the last of them no gap");
    return regexp;
  }

 private:
  static absl::StatusOr<std::string> Gap(absl::string_view width) {
    int words = 0;
    if (!absl::SimpleAtoi(width, &words) || words < 1 || words > kWidestGap) {
      return absl::InvalidArgumentError(absl::StrCat("a gap of ~1 to ~", kWidestGap));
    }
    return absl::StrCat(kAnyWord, "{0,", words, "}?");
  }

  absl::StatusOr<std::string> Alternatives(absl::string_view element) {
    std::string all;
    for (absl::string_view word : absl::StrSplit(element, '|')) {
      if (!all.empty()) all += '|';
      ASSIGN_OR_RETURN(std::string one, OneOrClass(word));
      all += one;
    }
    return absl::StrCat("(?:", all, ")");
  }

  absl::StatusOr<std::string> OneOrClass(absl::string_view word) {
    if (!absl::ConsumePrefix(&word, "{")) return One(word);
    if (!absl::ConsumeSuffix(&word, "}")) return absl::InvalidArgumentError("{name}");
    const auto found = classes_.find(std::string(word));
    if (found == classes_.end()) {
      return absl::InvalidArgumentError(absl::StrCat("a class of this file, not {", word, "}"));
    }
    if (absl::string_view(found->second).find('{') != std::string::npos) {
      return absl::InvalidArgumentError("a class of words, not of classes");
    }
    return Alternatives(found->second);
  }

  absl::StatusOr<std::string> One(absl::string_view word) {
    const bool prefix = absl::ConsumeSuffix(&word, "*");
    if (!Plain(word)) {
      return absl::InvalidArgumentError("lower-case words of letters a to z, without apostrophes");
    }
    if (prefix) return absl::StrCat(word, "[^ ]* ");
    const auto words = WordsOf(absl::StrReplaceAll(word, {{"_", " "}}), stemmer_, Spelling());
    if (words.empty()) {
      return absl::InvalidArgumentError(absl::StrCat("no word that is left out, such as ", word));
    }
    std::string stems;
    for (const Word& one : words) {
      absl::StrAppend(&stems, one.stem, " ");
      vocabulary_->insert(one.text);
    }
    return stems;
  }

  const WordClasses& classes_;
  const Stemmer& stemmer_;
  std::set<std::string>* vocabulary_;
};

}  // namespace

std::string ClauseText(const std::vector<Word>& words) {
  std::string text = " ";
  for (const Word& word : words) absl::StrAppend(&text, word.stem, " ");
  return text;
}

absl::StatusOr<std::string> CompilePattern(absl::string_view pattern, const WordClasses& classes,
                                           const Stemmer& stemmer,
                                           std::set<std::string>* vocabulary) {
  return Compiler(classes, stemmer, vocabulary).Compile(pattern);
}

}  // namespace pcsp::diagnosis
