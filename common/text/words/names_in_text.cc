#include "common/text/words/names_in_text.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

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

// Given names that are common in the United Kingdom and are no words of everyday English.
constexpr absl::string_view kGivenNames[] = {
    "aaron",      "abdul",       "abigail",   "adam",      "adrian",     "agnes",     "ahmed",
    "aisha",      "alan",        "alex",      "alexander", "alexandra",  "alice",     "alison",
    "amanda",     "amelia",      "amina",     "amir",      "amit",       "amy",       "andrea",
    "andrew",     "angela",      "anita",     "anna",      "anne",       "anthony",   "anwar",
    "arjun",      "arthur",      "asha",      "audrey",    "barbara",    "ben",       "benjamin",
    "bernadette", "beth",        "bethany",   "brenda",    "brian",      "bridget",   "bronwen",
    "bryn",       "callum",      "cameron",   "carl",      "carol",      "caroline",  "catherine",
    "catrin",     "charles",     "charlotte", "cheryl",    "chloe",      "chris",     "christina",
    "christine",  "christopher", "ciara",     "claire",    "clare",      "colin",     "connor",
    "craig",      "cynthia",     "daisy",     "daniel",    "danielle",   "darren",    "david",
    "dawn",       "deborah",     "debbie",    "deepa",     "denise",     "dennis",    "derek",
    "diana",      "diane",       "donald",    "donna",     "dorothy",    "douglas",   "duncan",
    "dylan",      "edward",      "eileen",    "elaine",    "eleanor",    "elizabeth", "ellen",
    "ellie",      "emily",       "emma",      "eric",      "erin",       "esther",    "eva",
    "evelyn",     "farah",       "fatima",    "fiona",     "frances",    "francis",   "frederick",
    "gareth",     "gary",        "gavin",     "gemma",     "geoffrey",   "george",    "georgia",
    "geraldine",  "gillian",     "gloria",    "gordon",    "graham",     "gurpreet",  "gwen",
    "hamza",      "hannah",      "harold",    "harpreet",  "harriet",    "harry",     "hassan",
    "hazel",      "heather",     "helen",     "henry",     "hilary",     "howard",    "huda",
    "hugh",       "hussain",     "ian",       "ibrahim",   "imran",      "irene",     "isaac",
    "isabella",   "isla",        "ivan",      "jacob",     "jacqueline", "jake",      "jamal",
    "james",      "jamie",       "jane",      "janet",     "janice",     "jason",     "jayne",
    "jeffrey",    "jennifer",    "jenny",     "jeremy",    "jessica",    "jill",      "joan",
    "joanna",     "joanne",      "john",      "jonathan",  "joseph",     "josephine", "joshua",
    "joyce",      "judith",      "julia",     "julian",    "julie",      "karen",     "katarzyna",
    "kate",       "katherine",   "kathleen",  "kathryn",   "katie",      "keith",     "kelly",
    "kenneth",    "kerry",       "kevin",     "khadija",   "kim",        "kirsty",    "kyle",
    "lakshmi",    "laura",       "lauren",    "lee",       "leon",       "leonard",   "lesley",
    "leslie",     "lewis",       "liam",      "linda",     "lisa",       "lorraine",  "louise",
    "lucy",       "luke",        "lynn",      "malcolm",   "manjit",     "margaret",  "maria",
    "marian",     "marie",       "marilyn",   "marion",    "martin",     "mary",      "maryam",
    "matthew",    "maureen",     "megan",     "meera",     "melanie",    "melissa",   "michael",
    "michelle",   "miriam",      "mohammad",  "mohammed",  "moira",      "molly",     "monica",
    "muhammad",   "nadia",       "naomi",     "natalie",   "natasha",    "nathan",    "neil",
    "niamh",      "nicholas",    "nicola",    "nigel",     "nina",       "nora",      "norma",
    "norman",     "oliver",      "olivia",    "omar",      "oscar",      "owen",      "pamela",
    "patricia",   "patrick",     "paul",      "paula",     "pauline",    "peter",     "philip",
    "philippa",   "phoebe",      "phyllis",   "piotr",     "priya",      "rachel",    "raj",
    "rajesh",     "ralph",       "ravi",      "raymond",   "rebecca",    "rhian",     "rhys",
    "richard",    "rita",        "robert",    "robin",     "roger",      "ronald",    "rosemary",
    "roy",        "ruth",        "ryan",      "sally",     "salma",      "samantha",  "samuel",
    "sandra",     "sanjay",      "sara",      "sarah",     "saskia",     "sean",      "shabana",
    "shan",       "sharon",      "sheila",    "shirley",   "shreya",     "sian",      "simon",
    "siobhan",    "sonia",       "sophia",    "sophie",    "stacey",     "stanley",   "stephanie",
    "stephen",    "steven",      "stuart",    "sunita",    "susan",      "suzanne",   "sylvia",
    "tariq",      "tanya",       "teresa",    "terence",   "theresa",    "thomas",    "timothy",
    "tina",       "tomasz",      "tracey",    "tracy",     "trevor",     "usha",      "valerie",
    "vanessa",    "vera",        "veronica",  "victoria",  "vijay",      "vincent",   "vivien",
    "walter",     "wayne",       "wendy",     "william",   "yasmin",     "yusuf",     "yvonne",
    "zahra",      "zainab",      "zara",      "zoe"};

const Words& GivenNames() {
  static const Words* const words = new Words(std::begin(kGivenNames), std::end(kGivenNames));
  return *words;
}

// Written with a capital inside a sentence without being anybody's name.
constexpr absl::string_view kExplained[] = {"i",
                                            "im",
                                            "ill",
                                            "ive",
                                            "id",
                                            "monday",
                                            "tuesday",
                                            "wednesday",
                                            "thursday",
                                            "friday",
                                            "saturday",
                                            "sunday",
                                            "january",
                                            "february",
                                            "march",
                                            "april",
                                            "may",
                                            "june",
                                            "july",
                                            "august",
                                            "september",
                                            "october",
                                            "november",
                                            "december",
                                            "christmas",
                                            "easter",
                                            "covid",
                                            "english",
                                            "welsh",
                                            "england",
                                            "wales",
                                            "scotland",
                                            "britain",
                                            "northern",
                                            "ireland",
                                            "care",
                                            "support",
                                            "planning",
                                            "plan",
                                            "plans",
                                            "year",
                                            "house",
                                            "roof",
                                            "conversation",
                                            "conversations",
                                            "review",
                                            "reviews",
                                            "clinic",
                                            "clinics",
                                            "practice",
                                            "practices",
                                            "practitioner",
                                            "manager",
                                            "managers",
                                            "nurse",
                                            "nurses",
                                            "doctor",
                                            "doctors",
                                            "gp",
                                            "gps",
                                            "hca",
                                            "hcas",
                                            "reception",
                                            "receptionist",
                                            "receptionists",
                                            "admin",
                                            "pharmacist",
                                            "pharmacists",
                                            "team",
                                            "teams",
                                            "lead",
                                            "leads",
                                            "champion",
                                            "champions",
                                            "facilitator",
                                            "facilitators",
                                            "trainer",
                                            "trainers",
                                            "patient",
                                            "patients",
                                            "steering",
                                            "group",
                                            "health",
                                            "healthcare",
                                            "assistant",
                                            "assistants",
                                            "social",
                                            "prescriber",
                                            "prescribers",
                                            "prescribing",
                                            "link",
                                            "worker",
                                            "workers",
                                            "system",
                                            "systems",
                                            "board",
                                            "integrated",
                                            "primary",
                                            "network",
                                            "networks",
                                            "personalised",
                                            "person",
                                            "centred",
                                            "long",
                                            "term",
                                            "conditions",
                                            "diabetes",
                                            "asthma",
                                            "copd",
                                            "frailty",
                                            "cancer",
                                            "dementia",
                                            "stroke",
                                            "training",
                                            "quality",
                                            "outcomes",
                                            "framework",
                                            "excel",
                                            "teams",
                                            "outlook",
                                            "word",
                                            "zoom",
                                            "emis",
                                            "systmone",
                                            "ardens",
                                            "accurx",
                                            "vision",
                                            "the",
                                            "a",
                                            "an",
                                            "and",
                                            "of",
                                            "in",
                                            "it",
                                            "we",
                                            "our",
                                            "they",
                                            "not",
                                            "no",
                                            "yes",
                                            "but",
                                            "or",
                                            "so",
                                            "if",
                                            "when",
                                            "ok",
                                            "okay",
                                            "pcsp",
                                            "csp",
                                            "nhs",
                                            "name"};

const Words& Explained() {
  static const Words* const words = new Words(std::begin(kExplained), std::end(kExplained));
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

}  // namespace

bool AnnouncesName(absl::string_view word) {
  return IsInitial(word) || Titles().contains(Plain(word));
}

bool IsName(const WordInText& given) {
  const std::string plain = Plain(given.word);
  if (GivenNames().contains(plain)) return true;
  if (IsShortTitle(Plain(given.before)) && !Explained().contains(plain)) return true;
  if (!HasCapital(given.word) || Explained().contains(plain) || Titles().contains(plain)) {
    return false;
  }
  if (AnnouncesName(given.before)) return true;
  if (IsInitial(given.word) || IsAcronym(given.word)) return given.follows_name;
  return given.follows_name || !given.begins_sentence;
}

}  // namespace pcsp::text
