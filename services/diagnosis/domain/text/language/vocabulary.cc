#include "services/diagnosis/domain/text/language/vocabulary.h"

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace pcsp::diagnosis {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;
using Forms = absl::flat_hash_map<absl::string_view, absl::string_view>;

}  // namespace

absl::string_view Expanded(absl::string_view word) {
  static const auto* forms = new Forms{{"don't", "do not"},
                                       {"dont", "do not"},
                                       {"doesn't", "do not"},
                                       {"doesnt", "do not"},
                                       {"didn't", "do not"},
                                       {"didnt", "do not"},
                                       {"can't", "can not"},
                                       {"cant", "can not"},
                                       {"cannot", "can not"},
                                       {"couldn't", "could not"},
                                       {"couldnt", "could not"},
                                       {"won't", "will not"},
                                       {"wont", "will not"},
                                       {"wouldn't", "would not"},
                                       {"wouldnt", "would not"},
                                       {"shouldn't", "should not"},
                                       {"shouldnt", "should not"},
                                       {"isn't", "be not"},
                                       {"isnt", "be not"},
                                       {"aren't", "be not"},
                                       {"arent", "be not"},
                                       {"wasn't", "be not"},
                                       {"wasnt", "be not"},
                                       {"weren't", "be not"},
                                       {"werent", "be not"},
                                       {"ain't", "be not"},
                                       {"haven't", "have not"},
                                       {"havent", "have not"},
                                       {"hasn't", "have not"},
                                       {"hasnt", "have not"},
                                       {"hadn't", "have not"},
                                       {"hadnt", "have not"},
                                       {"needn't", "need not"},
                                       {"mustn't", "must not"},
                                       {"i'm", "i be"},
                                       {"im", "i be"},
                                       {"we're", "we be"},
                                       {"they're", "they be"},
                                       {"theyre", "they be"},
                                       {"you're", "you be"},
                                       {"i've", "i have"},
                                       {"ive", "i have"},
                                       {"we've", "we have"},
                                       {"weve", "we have"},
                                       {"they've", "they have"},
                                       {"you've", "you have"},
                                       {"i'll", "i will"},
                                       {"we'll", "we will"},
                                       {"they'll", "they will"},
                                       {"you'll", "you will"},
                                       {"it'll", "it will"},
                                       {"i'd", "i would"},
                                       {"we'd", "we would"},
                                       {"they'd", "they would"},
                                       {"you'd", "you would"},
                                       {"it'd", "it would"},
                                       {"who've", "who have"},
                                       {"thats", "that be"},
                                       {"whats", "what be"},
                                       {"theres", "there be"},
                                       {"could've", "could have"},
                                       {"should've", "should have"},
                                       {"would've", "would have"},
                                       {"anymore", "any more"},
                                       {"tickbox", "tick box"},
                                       {"hca's", "hca"},
                                       {"gp's", "gp"},
                                       {"noone", "nobody"},
                                       {"alot", "lot"}};
  const auto found = forms->find(word);
  return found == forms->end() ? "" : found->second;
}

bool TakesIs(absl::string_view word) {
  static const auto* words = new Words{
      "it",  "that",  "this", "there", "what",       "who",      "he",        "she",    "here",
      "how", "where", "when", "why",   "everything", "everyone", "everybody", "nobody", "nothing"};
  return words->contains(word);
}

absl::string_view BaseForm(absl::string_view word) {
  static const auto* forms = new Forms{{"am", "be"},
                                       {"is", "be"},
                                       {"are", "be"},
                                       {"was", "be"},
                                       {"were", "be"},
                                       {"been", "be"},
                                       {"being", "be"},
                                       {"has", "have"},
                                       {"had", "have"},
                                       {"having", "have"},
                                       {"does", "do"},
                                       {"did", "do"},
                                       {"done", "do"},
                                       {"doing", "do"},
                                       {"got", "get"},
                                       {"getting", "get"},
                                       {"went", "go"},
                                       {"gone", "go"},
                                       {"goes", "go"},
                                       {"left", "leave"},
                                       {"leaving", "leave"},
                                       {"knew", "know"},
                                       {"known", "know"},
                                       {"said", "say"},
                                       {"felt", "feel"},
                                       {"taught", "teach"},
                                       {"thought", "think"},
                                       {"saw", "see"},
                                       {"seen", "see"},
                                       {"made", "make"},
                                       {"making", "make"},
                                       {"took", "take"},
                                       {"taken", "take"},
                                       {"taking", "take"},
                                       {"gave", "give"},
                                       {"given", "give"},
                                       {"giving", "give"},
                                       {"came", "come"},
                                       {"coming", "come"},
                                       {"fell", "fall"},
                                       {"fallen", "fall"},
                                       {"lost", "lose"},
                                       {"losing", "lose"},
                                       {"ran", "run"},
                                       {"running", "run"},
                                       {"told", "tell"},
                                       {"written", "write"},
                                       {"wrote", "write"},
                                       {"writing", "write"},
                                       {"brought", "bring"},
                                       {"kept", "keep"},
                                       {"meant", "mean"},
                                       {"met", "meet"},
                                       {"sent", "send"},
                                       {"found", "find"},
                                       {"stuck", "stick"},
                                       {"heard", "hear"},
                                       {"held", "hold"},
                                       {"led", "lead"},
                                       {"understood", "understand"},
                                       {"broke", "break"},
                                       {"broken", "break"},
                                       {"sat", "sit"},
                                       {"stood", "stand"},
                                       {"spoke", "speak"},
                                       {"spoken", "speak"},
                                       {"paid", "pay"},
                                       {"forgotten", "forget"},
                                       {"forgot", "forget"},
                                       {"driven", "drive"},
                                       {"drove", "drive"},
                                       {"driving", "drive"},
                                       {"chosen", "choose"},
                                       {"chose", "choose"},
                                       {"bought", "buy"},
                                       {"spent", "spend"},
                                       {"became", "become"},
                                       {"grew", "grow"},
                                       {"grown", "grow"},
                                       {"threw", "throw"},
                                       {"thrown", "throw"},
                                       {"struck", "strike"},
                                       {"worn", "wear"},
                                       {"showed", "show"},
                                       {"shown", "show"},
                                       {"learnt", "learn"},
                                       {"everybody", "everyone"},
                                       {"somebody", "someone"},
                                       {"anybody", "anyone"},
                                       {"people", "person"},
                                       {"persons", "person"},
                                       {"men", "man"},
                                       {"women", "woman"},
                                       {"staffs", "staff"},
                                       {"hcas", "hca"},
                                       {"gps", "gp"},
                                       {"docs", "doctor"},
                                       {"drs", "doctor"},
                                       {"dr", "doctor"}};
  const auto found = forms->find(word);
  return found == forms->end() ? word : found->second;
}

bool IsFiller(absl::string_view word) {
  static const auto* words = new Words{
      "a",         "an",        "the",        "really",    "actually",     "quite",
      "very",      "just",      "simply",     "basically", "literally",    "honestly",
      "tbh",       "still",     "even",       "also",      "pretty",       "completely",
      "totally",   "entirely",  "absolutely", "truly",     "merely",       "purely",
      "frankly",   "somewhat",  "slightly",   "properly",  "particularly", "especially",
      "obviously", "clearly",   "definitely", "certainly", "sadly",        "unfortunately",
      "fully",     "perfectly", "largely",    "mostly"};
  return words->contains(word);
}

bool Negates(absl::string_view word) {
  static const auto* words =
      new Words{"not",     "no",      "never", "nobody", "none",    "nothing",
                "without", "neither", "nor",   "hardly", "barely",  "scarcely",
                "rarely",  "seldom",  "lack",  "lacks",  "lacking", "lacked"};
  return words->contains(word);
}

bool Contrasts(absl::string_view word) {
  static const auto* words =
      new Words{"but", "however", "although", "though", "except", "whereas", "nevertheless"};
  return words->contains(word);
}

}  // namespace pcsp::diagnosis
