// Takes what tells who somebody is out of the words that people write.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "common/base/error.h"

namespace pcsp::text {

inline constexpr size_t kLongestWords = 1000;
inline constexpr int kMostRedactions = 10;

struct Screened {
  std::string text;
  int redactions = 0;
};

// Replaces, in this order: addresses of the web and of email, telephone and NHS numbers and every
// other identifier of numbers, extensions, postcodes, dates that may be of birth, names of people.
// Each is replaced by a word in brackets that says what stood there: [email], [link], [phone], [NHS
// number], [number], [date], [postcode], [name].
//
// Names cannot be told for certain. It takes for one: what follows a title or an initial, common
// given names however they are written, and every word with a capital inside a sentence that this
// work, the calendar and the language do not explain. At the beginning of a sentence, where every
// word has a capital: common surnames, forms that only names have (O'Neill), and what is no common
// word but has or does something that people do. Behind a given name also a surname in small
// letters. It errs by taking out too much.
Screened Screen(absl::string_view text);

// The words as they may be kept; "" for nothing but blanks. Refused, with a violation that does not
// repeat them: what is too long, no text, or mostly made of what Screen() takes out.
std::string FitWords(const std::string& field, absl::string_view text, Violations& violations);

// The same words as they are written, for nobody but who wrote them; "" where they are too long or
// no text, which is added to `violations`.
std::string WordsAsWritten(const std::string& field, absl::string_view text,
                           Violations& violations);

}  // namespace pcsp::text
