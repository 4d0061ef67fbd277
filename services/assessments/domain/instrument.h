// An immutable version of an instrument, and how an answer to it becomes one byte.
#pragma once

#include <array>
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
};

enum class ScaleKind { kAgreement };

struct Scale {
  std::string id;
  ScaleKind kind = ScaleKind::kAgreement;
  std::vector<AnswerOption> options;       // 2 to 9, as shown; scores are a permutation of 1..K
  std::vector<AnswerOption> not_relevant;  // at most 26
  int steps() const { return static_cast<int>(options.size()); }
};

struct Item {
  std::string code;
  Construct construct = Construct::kCoherence;
  std::string subcomponent;
  std::string concept_word;  // the same at every level where the same thing is asked
  int scale = 0;             // index into Instrument::scales
  bool reverse = false;      // agreeing is bad news: flipped before it is scored
  std::vector<std::string> success_factors;
  std::string text;
};

struct Instrument {
  std::string id;
  int version = 1;
  Level level = Level::kPractice;
  std::string title, language, licence, attribution, introduction;
  std::vector<Scale> scales;
  std::vector<Item> items;
  absl::flat_hash_map<std::string, int> item_index;  // code -> index into items

  std::string name() const;  // `instruments/{id}/versions/{version}`
  const Scale& ScaleOf(const Item& item) const { return scales[item.scale]; }
};

// A packed response has one byte an item, in the order of the items: kSkipped, '1'..'9' for the
// scale's options and 'a'..'z' for its "not relevant" answers, in the order of the file. Printable,
// so that a row can be read in any tool and stored in any text column.
inline constexpr char kSkipped = '0';

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

// Changes whenever the meaning of a packed byte or of its score would: SHA-256, hexadecimal. Texts
// do not enter.
std::string FingerprintOf(const Instrument& instrument);

}  // namespace pcsp::assessments
