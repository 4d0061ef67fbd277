// What is known of a site and of the levels above it, and the same resolved against a model.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/diagnosis/domain/engine/model.h"
#include "services/diagnosis/domain/history/earlier.h"
#include "services/diagnosis/domain/text/note_reader.h"

namespace pcsp::diagnosis {

// Why disclosure control hides answers, as results say it; in the order of WithheldReason in
// diagnosis.proto.
enum class WithheldReason {
  kNotSaid = 0,
  kBelowMinimum = 1,
  kComplement = 2,
  kSecondary = 3,
  kUnanimity = 4,
  kOverlap = 5,
  kFullResponse = 6,
  kNotYetClosed = 7,
};

struct ItemEvidence {
  std::string item;
  std::vector<std::pair<std::string, int64_t>> answers;  // category -> how many people
  bool withheld = false;  // there are answers and the caller may not see them; answers is empty
  // Why the counts may not be seen. Where `withheld` is not set, `answers` stand for the tendency
  // that may be told of them.
  WithheldReason reason = WithheldReason::kNotSaid;
};

struct FactEvidence {
  std::string fact;
  std::string category;
};

// What a person made of one cue in a note: it counts in place of what was read.
struct NoteJudgement {
  std::string cue;
  std::optional<Polarity> polarity;  // silent: the note does not say that; not given: a violation
};

// One note, in its author's words.
struct NoteEvidence {
  std::string text;
  std::vector<NoteJudgement> judgements;
  bool withheld = false;  // there is a note and the caller may not see it; text is empty
};

struct LevelEvidence {
  std::optional<Level> level;  // not given: a violation
  std::string organisation;
  std::vector<ItemEvidence> items;
  std::vector<FactEvidence> facts;
  std::vector<NoteEvidence> notes;
  // Notes that were read and counted elsewhere, for text indicators that no cue feeds.
  std::vector<ItemEvidence> texts;
  // Why no answer of the organisation may be seen, if that is so; `items` are empty then.
  WithheldReason withheld_reason = WithheldReason::kNotSaid;
};

// What some sites together say of a few issues (methods.md 2.3).
struct SurroundingTable {
  std::vector<std::string> issues;
  std::vector<double> logs;  // log likelihoods; issue k holds in state d if bit k of d is set
};

// What the other sites of a programme say of one (programme/relations.h).
struct SurroundingEvidence {
  std::vector<SurroundingTable> above;  // siblings, and the siblings of all that is above
  std::vector<SurroundingTable> below;  // the sites below it
  int sites_beside = 0;                 // that are heard in `above`
  int sites_below = 0;                  // and in `below`
};

struct Evidence {
  std::optional<Level> subject;  // not given: a violation
  std::vector<LevelEvidence> levels;
  std::optional<SurroundingEvidence> around = {};
  std::vector<EarlierFinding> earlier = {};  // what was found of the subject before
};

// The most people that one answer may count.
inline constexpr int64_t kMostPeople = 1'000'000;
// Bounds of what is read of one level: a megabyte of text.
inline constexpr size_t kMostNotes = 250;
inline constexpr size_t kMostNoteBytes = 4000;

// One piece of evidence: the answers to one indicator.
struct Observation {
  int indicator = 0;
  std::vector<int64_t> counts;  // one for each category
  int64_t answers = 0;          // their sum, above 0
  // Of notes: suggestions that nobody has confirmed, for each category; they count half and join
  // `answers`. Empty for anything else.
  std::vector<int64_t> unconfirmed;
};

// What a piece says (engine/likelihood.h), whatever its kind.
void LogLikelihoodOf(const CompiledIndicator& indicator, const Observation& piece,
                     absl::Span<double> log_likelihood);

// What was read in a note, and where.
struct Quote {
  Level level = Level::kPractice;
  int note = 0;       // index into the notes of the level
  int cue = 0;        // index into the lexicon
  int indicator = 0;  // which takes it in
  Polarity polarity = Polarity::kAffirm;
  TextSpan span;
  std::string text;                  // the bytes of the span
  bool confirmed = false;            // by a person
  std::optional<double> similarity;  // of a suggestion: to the exemplar
};

// Log likelihoods for every state of a scope of a level's network.
struct LogTable {
  int scope = 0;
  std::vector<double> logs;
};

// SurroundingEvidence resolved: scopes are those of the level's network in Model::programme.
struct Surroundings {
  std::vector<LogTable> above;
  std::vector<LogTable> below;
  int sites_beside = 0;
  int sites_below = 0;

  bool any() const { return !above.empty() || !below.empty(); }
};

// Evidence that was asked for and may not be seen.
struct Withheld {
  Level level = Level::kPractice;
  WithheldReason reason = WithheldReason::kNotSaid;
  bool tendency = false;  // which way it points may be told, and counts
  int indicator = -1;     // -1: all answers of the level

  auto operator<=>(const Withheld&) const = default;
};

struct Observations {
  Level subject = Level::kPractice;
  std::vector<Observation> pieces;  // in the order of the knowledge base
  std::vector<Withheld> withheld;   // what the caller may not see, in order
  std::vector<Quote> quotes;        // what counts, in the order of levels and notes
  std::vector<Quote> suggestions;   // what waits for a person to confirm it
  int withheld_notes = 0;           // that the caller may not see
  Surroundings around;              // what the other sites say
  std::vector<OddsShift> earlier;   // what was found before
};

// INVALID_ARGUMENT, INVALID_FIELDS with every violation; fields as in `subject_level`,
// `levels[1].items[3].item`, `levels[0].notes[2].text`, `levels[0].withheld_reason`,
// `surroundings.above[0].issues`. No violation repeats the words of a note. Items without answers
// and withheld ones leave no piece, so they change nothing.
absl::StatusOr<Observations> ResolveEvidence(const Model& model, const Evidence& evidence);

// Reads evidence from a file:
//   subject_level: practice
//   levels:
//     - level: practice
//       organisation: programmes/p/organisations/a81001      # optional
//       items: { pr_purpose: { "1": 2, "4": 5, nr_role: 1 } }
//       facts: { fact_pr_counted: documents }
//       notes:                                               # a text, or a text and judgements
//         - "It's become a tick box exercise"
//         - { text: "...", judgements: { no-mentoring: affirm } }
//       texts: { own_text_indicator: { affirm: 2, silent: 5 } }
//   earlier:                                                 # optional
//     - { issue: pr-training, probability: 0.8, years: 1, remission: 0.5 }   # remission: 0 if
//     absent
// INVALID_CONTENT with every fault of form.
absl::StatusOr<Evidence> ReadEvidence(text::Document document);

// One level's evidence as above; `otherwise` is the level where none is given.
LevelEvidence ReadLevelEvidence(const text::Node& node, std::optional<Level> otherwise = {});

// The list at `earlier`, as above.
std::vector<EarlierFinding> ReadEarlier(const text::Node& node);

}  // namespace pcsp::diagnosis
