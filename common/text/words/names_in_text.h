// Which words of a text are taken for names of people.
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::text {

// What a word was taken for.
enum class NameKind { kNone, kGiven, kSmallGiven, kOther };  // kSmallGiven: in small letters

// A word of a text as it stands, with what is around it.
struct WordInText {
  absl::string_view word;    // without signs around it
  absl::string_view before;  // the word before, "" at the beginning
  absl::string_view next;    // the word behind, "" if there is a sign between or nothing
  bool begins_sentence = false;
  NameKind last = NameKind::kNone;  // of the word before
};

NameKind NameOf(const WordInText& word);

// A title or an initial.
bool AnnouncesName(absl::string_view word);

}  // namespace pcsp::text
