// A version of an instrument, and how an answer to it becomes one byte.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

struct AnswerOption {
  std::string code;
  std::string label;
  int score = 0;  // 1 (worst) to the number of options; 0 for "not relevant" answers

  bool operator==(const AnswerOption&) const = default;
};

enum class ScaleKind {
  kAgreement = 1,  // from disagreement to agreement
  kOrdinal = 2,    // ordered, each option with words of its own
  kYesNo = 3,      // two options; may ask for evidence beside
  kZeroToTen = 4,  // 0, 1 .. 10, the ends with words
  kSlider = 5,     // positions from `low` to `high`; untouched is a skip, the centre an answer
  kNumber = 6,     // a whole number; has no best, and enters no score
  kText = 7,       // the respondent's own words; kept apart from all other answers
};

struct Scale {
  std::string id;
  ScaleKind kind = ScaleKind::kAgreement;
  std::vector<AnswerOption> options;       // as shown; scores are a permutation of 1..K
  std::vector<AnswerOption> not_relevant;  // at most 26
  int low = 0, high = 0, step = 1;         // of kZeroToTen, kSlider and kNumber
  bool evidence = false;                   // of kYesNo: asks in words what the answer rests on
  int first_value = 1;                     // what score 1 is called in files of others

  int steps() const { return static_cast<int>(options.size()); }
  bool ordered() const { return !options.empty(); }  // from worst to best
  bool operator==(const Scale&) const = default;
};

// Makes the options of a scale that runs from `low` to `high`. Those in `anchors` have words of
// their own; the others are called by their number. Nothing for bounds that make no scale.
void MakePositions(Scale& scale, const std::map<int, std::string>& anchors);

// Whom something is asked. Empty means everybody.
struct Audience {
  std::vector<Level> levels;
  std::vector<StaffGroup> staff_groups;
  std::vector<std::string> milestones;  // a site whose milestone is not known counts as one of them

  bool operator==(const Audience&) const = default;
};

// Items that are shown together, and to whom.
struct Section {
  std::string code;
  std::string title;
  std::string introduction;
  Audience shown_to;

  bool operator==(const Section&) const = default;
};

struct Item {
  std::string code;
  std::optional<Construct> construct;  // none: it enters no construct's score
  std::string subcomponent;            // one of its construct's four, see subcomponents.h; or ""
  std::string concept_word;            // the same at every level where the same thing is asked
  int scale = 0;                       // index into Instrument::scales
  int section = -1;                    // index into Instrument::sections; -1: asked of everybody
  bool reverse = false;                // agreeing is bad news: flipped before it is scored
  std::vector<std::string> success_factors;
  std::string text;

  bool operator==(const Item&) const = default;
};

// The texts of an instrument in one more language, by the code of what they stand at.
struct Translation {
  std::string title, introduction;
  std::map<std::string, std::string> items;
  std::map<std::string, std::string> sections, section_introductions;
  std::map<std::string, std::string> options;  // by `{scale}/{option code}`

  bool operator==(const Translation&) const = default;
};

struct Instrument {
  std::string programme;  // whose own it is; "" for those that are built in
  std::string id;
  int version = 1;
  Level level = Level::kPractice;  // the first of the levels that it is for
  std::vector<Level> more_levels;  // the others
  std::string title, language, licence, attribution, introduction;
  std::string source_url, derived_from;
  std::vector<Scale> scales;
  std::vector<Section> sections;
  std::vector<Item> items;
  std::map<std::string, Translation> translations;   // by BCP 47 tag
  absl::flat_hash_map<std::string, int> item_index;  // code -> index into items

  // `instruments/{id}/versions/{version}`, below `programmes/{programme}/` if it is somebody's own.
  std::string name() const;
  bool Serves(Level level) const;
  const Scale& ScaleOf(const Item& item) const { return scales[item.scale]; }
  // True if answers to `item` enter the score of its construct.
  bool IsScored(const Item& item) const { return item.construct && ScaleOf(item).ordered(); }
  void IndexItems();  // makes item_index; the first of two items with one code counts
  bool operator==(const Instrument& other) const;
};

// A respondent, as far as it decides what is asked.
struct Respondent {
  Level level = Level::kPractice;
  std::optional<StaffGroup> staff_group;  // not known: everybody's sections are shown
  std::string milestone;                  // of the site; "" when not known
};
bool IsAsked(const Instrument& instrument, const Item& item, const Respondent& respondent);

// A packed response begins with one byte an item, in the order of the items: kSkipped, kNotAsked,
// one of kOptionBytes for the scale's options, 'a'..'z' for its "not relevant" answers, in the
// order of the file. Printable, so that a row can be read in any tool and stored in any text
// column. An answered number has the first option's byte there, and its value behind the items in
// as many digits as its scale needs. Words never get into a row.
inline constexpr char kSkipped = '0';
inline constexpr char kNotAsked = '-';
inline constexpr absl::string_view kOptionBytes =
    "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()*+./:;<=>?@[]^_|~";

// The byte for an answer code; nothing if the scale has no such code. "" is a skip.
std::optional<char> PackAnswer(const Scale& scale, absl::string_view code);

// The place of a packed answer in counts of an item: 0 skipped, 1..K options, K+1.. "not
// relevant". Bytes that PackAnswer never makes count as skipped.
int SlotOf(const Scale& scale, char packed);
inline int SlotsOf(const Scale& scale) {
  return 1 + scale.steps() + static_cast<int>(scale.not_relevant.size());
}

// The answer code of slot 1 or above.
const std::string& CodeOfSlot(const Scale& scale, int slot);

// Of the options' slot 1..K: the score after flipping, 1 (worst) to K (best).
int ScoreOfSlot(const Instrument& instrument, const Item& item, int slot);

// Digits that a number of this scale takes behind the items of a row; 0 for other scales.
int DigitsOf(const Scale& scale);
// The digits of an answer code; nothing if it is no value of the scale.
std::optional<std::string> PackNumber(const Scale& scale, absl::string_view code);

// Changes whenever the meaning of a packed byte or of its score would: SHA-256, hexadecimal. Texts
// do not enter.
std::string FingerprintOf(const Instrument& instrument);

}  // namespace pcsp::assessments
