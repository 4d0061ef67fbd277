// Which words of a text are taken for names of people.
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::text {

// A word of a text as it stands, with what came before it.
struct WordInText {
  absl::string_view word;    // without signs around it
  absl::string_view before;  // the word before, "" at the beginning
  bool begins_sentence = false;
  bool follows_name = false;  // the word before was taken for a name
};

bool IsName(const WordInText& word);

// A title or an initial.
bool AnnouncesName(absl::string_view word);

}  // namespace pcsp::text
