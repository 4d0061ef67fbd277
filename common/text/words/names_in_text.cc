#include "common/text/words/names_in_text.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/text/words/common_words.h"
#include "common/text/words/given_names.h"
#include "common/text/words/surnames.h"

namespace pcsp::text {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;

// Before a name; written small or large, with or without a full stop.
const Words& Titles() {
  static const Words* const words = new Words{
      "mr",    "mrs", "ms",   "miss", "mx",   "dr",  "doctor",   "prof", "professor", "sister",
      "nurse", "sir", "dame", "lady", "lord", "rev", "reverend", "aunt", "uncle"};
  return *words;
}

// Written with a capital inside a sentence without being anybody's name.
constexpr absl::string_view kExplained =
    "a accurx admin an and april arabic ardens assistant assistants asthma august bengali board "
    "brexit britain british but cancer care centred champion champions christmas clinic clinics "
    "conditions conversation conversations copd covid csp december dementia diabetes diwali "
    "docman doctor doctors easter eid emis england english european excel facebook facilitator "
    "facilitators february frailty framework friday google gp gps group gujarati hca hcas "
    "health healthcare house i id if ill im in integrated internet ireland irish it ive january "
    "july june lead leads link long manager managers march may microsoft monday name network "
    "networks nhs no northern not november nurse nurses oclock october of ok okay or our "
    "outcomes outlook patient patients pcsp person personalised pharmacist pharmacists plan "
    "planning plans polish practice practices practitioner prescriber prescribers prescribing "
    "primary punjabi quality ramadan reception receptionist receptionists review reviews "
    "romanian roof saturday scotland scottish september sharepoint skype so social somali "
    "steering stroke sunday support system systems systmone team teams term the they thursday "
    "trainer trainers training tuesday urdu vision wales we wednesday welsh whatsapp when "
    "windows word worker workers year yes zoom";

const Words& Explained() {
  static const Words* const words = new Words(absl::StrSplit(kExplained, ' '));
  return *words;
}

// The first letter is a capital, in ASCII or in the Latin letters of Europe.
bool HasCapital(absl::string_view word) {
  if (word.empty()) return false;
  if (absl::ascii_isupper(word[0])) return true;
  if (word.size() < 2) return false;
  const auto first = static_cast<unsigned char>(word[0]);
  const auto second = static_cast<unsigned char>(word[1]);
  if (first == 0xC3) return second >= 0x80 && second <= 0x9E;
  return (first == 0xC4 || first == 0xC5) && second % 2 == (first == 0xC5 && second < 0x89);
}

bool IsAcronym(absl::string_view word) {
  return word.size() >= 2 && std::all_of(word.begin(), word.end(), [](char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c);
         });
}

bool IsInitial(absl::string_view word) {
  word = absl::StripSuffix(word, ".");
  return word.size() == 1 && absl::ascii_isupper(word[0]) && word != "I" && word != "A";
}

// A title that stands nowhere but before a name.
bool IsShortTitle(absl::string_view plain) {
  return plain == "mr" || plain == "mrs" || plain == "ms" || plain == "mx" || plain == "dr" ||
         plain == "prof";
}

// Small, without a full stop, apostrophes or the genitive.
std::string Plain(absl::string_view word) {
  const std::string straight = absl::StrReplaceAll(word, {{"\xE2\x80\x99", "'"}});
  std::string lower = absl::AsciiStrToLower(absl::StripSuffix(straight, "."));
  lower = std::string(absl::StripSuffix(lower, "'s"));
  lower.erase(std::remove(lower.begin(), lower.end(), '\''), lower.end());
  return lower;
}

// What people do, and things seldom; of words that are no common ones.
bool IsSaidOfPeople(absl::string_view next) {
  static const Words* const words =
      new Words{"agrees",  "always",  "asked",  "asks",  "can",     "cant",  "couldnt", "did",
                "didnt",   "does",    "doesnt", "had",   "has",     "hasnt", "helped",  "helps",
                "ignored", "ignores", "is",     "isnt",  "joined",  "joins", "keeps",   "kept",
                "knew",    "knows",   "leads",  "left",  "manages", "never", "often",   "refused",
                "refuses", "retired", "runs",   "said",  "says",    "still", "tells",   "thinks",
                "thought", "told",    "wanted", "wants", "was",     "wasnt", "will",    "wont",
                "would",   "wouldnt"};
  return words->contains(Plain(next));
}

// Whether a word with a capital that everything has where it stands is somebody's name.
bool BeginsWithName(const WordInText& given, const std::string& plain) {
  if (IsSurname(plain)) return true;
  if (IsCommonWord(plain)) return false;
  const bool of_somebody =
      absl::EndsWith(given.word, "'s") || absl::EndsWith(given.word, "\xE2\x80\x99s");
  return of_somebody || IsSaidOfPeople(given.next);
}

// A surname in small letters, behind a given name or a title.
bool IsSmallSurname(const WordInText& given, const std::string& plain) {
  if (Titles().contains(Plain(given.before)) && IsSurname(plain)) return true;
  if (given.last != NameKind::kGiven && given.last != NameKind::kSmallGiven) return false;
  if (IsSurname(plain) || absl::StartsWith(plain, "mc")) return true;
  // Who writes the one with a capital writes the other so.
  if (given.last != NameKind::kSmallGiven || plain.size() < 4 || Explained().contains(plain)) {
    return false;
  }
  const bool verb =
      absl::EndsWith(plain, "s") || absl::EndsWith(plain, "ed") || absl::EndsWith(plain, "ly");
  return !verb && !IsCommonWord(plain) && !IsSaidOfPeople(plain);
}

}  // namespace

bool AnnouncesName(absl::string_view word) {
  return IsInitial(word) || Titles().contains(Plain(word));
}

namespace {

bool IsOtherName(const WordInText& given, const std::string& plain, bool capital) {
  const bool follows_name = given.last != NameKind::kNone;
  if (HasFormOfSurname(given.word)) return true;
  if (IsShortTitle(Plain(given.before)) && !Explained().contains(plain)) return true;
  if (!capital) return IsSmallSurname(given, plain);
  if (Explained().contains(plain) || Titles().contains(plain)) return false;
  if (AnnouncesName(given.before)) return true;
  if (IsInitial(given.word) || IsAcronym(given.word)) return follows_name;
  return follows_name || !given.begins_sentence || BeginsWithName(given, plain);
}

}  // namespace

NameKind NameOf(const WordInText& given) {
  const std::string plain = Plain(given.word);
  const bool capital = HasCapital(given.word);
  if (IsGivenName(plain)) return capital ? NameKind::kGiven : NameKind::kSmallGiven;
  return IsOtherName(given, plain, capital) ? NameKind::kOther : NameKind::kNone;
}

}  // namespace pcsp::text
