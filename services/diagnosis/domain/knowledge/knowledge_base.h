// What diagnoses rest on: issues, what reveals them, what brings them about (methods.md 2.2).
//
// Plain values in the order of the file. A knowledge base that was read is not yet one to trust:
// see engine/check.h. Probabilities are 0..1; ess counts observed cases.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

// What a knowledge base is read for: to stand by, or to try out. A trial takes everything that can
// be worked with; what else is asked of authors are warnings then.
enum class Purpose { kPublish, kTrial };

// From the top down: a smaller value is an upper level.
enum class Level { kWholeSystem, kSteeringGroup, kPractice };
inline constexpr int kLevels = 3;
inline constexpr std::pair<absl::string_view, Level> kLevelWords[] = {
    {"whole_system", Level::kWholeSystem},
    {"steering_group", Level::kSteeringGroup},
    {"practice", Level::kPractice}};

enum class Construct {
  kNone,  // cuts across the four
  kCoherence,
  kCognitiveParticipation,
  kCollectiveAction,
  kReflexiveMonitoring
};

enum class IndicatorType { kItem, kFact, kText };

// `strength` is the chance that `issue` alone brings the effect about.
struct Link {
  std::string issue;
  double strength = 0;
  double ess = 10;
  std::string word;       // in which the strength was elicited ("usually"); empty for a number
  std::string author;     // who judged it
  std::string rationale;  // why one leads to the other; never empty in a valid knowledge base
  std::string source;     // what the judgement rests on
};

struct Issue {
  std::string id;
  Level level = Level::kPractice;
  Construct construct = Construct::kNone;
  std::string title;
  std::string explanation;
  std::string good_looks_like;
  double prior = 0;        // arises here, without causes above
  std::string prior_word;  // in which the prior was elicited ("rare"); empty for a number
  double prior_ess = 10;
  double importance = 1;
  bool common_issue = false;
  std::vector<Link> parents;           // issues of upper levels
  std::string settled_by;              // the indicator to ask about when in doubt; may be empty
  std::vector<std::string> solutions;  // ids in the catalogue of solutions, best first
};

struct Indicator {
  std::string id;
  Level level = Level::kPractice;
  IndicatorType type = IndicatorType::kItem;
  std::string title;
  std::string question;
  double ask_minutes = 0.5;
  std::vector<std::string> categories;  // ordered from one end to the other, then the nr_ kinds
  std::vector<double> healthy;          // distribution of answers where things go well
  std::vector<double> troubled;         // and where the trouble is met
  double profile_ess = 10;
  std::vector<Link> links;
  double leak = 0.05;  // chance of the trouble without any of the linked issues
  double kappa = 12;   // how closely the answers of one site follow the profile
  double eta = 0.6;    // discount for witnesses that are not independent
  // The most that all answers together may move an issue either way; 0: no bound. Notes have one.
  double cap_decibans = 0;
};

struct SuccessFactor {
  std::string id;
  Level level = Level::kPractice;
  std::string title;
  std::vector<std::string> blocked_by;  // in place when none of these holds
};

struct KnowledgeBase {
  std::string id;
  std::string version;
  std::string author;
  std::vector<Issue> issues;
  std::vector<Indicator> indicators;
  std::vector<SuccessFactor> success_factors;
  std::vector<std::string> removed;  // ids of earlier versions, never to be used again
  std::string cues_hash;  // of the lexicon by which its notes are read; empty: it reads none

  // "{id}@{version}"
  std::string Name() const { return id + "@" + version; }
};

// What all notes of a site together may say on one issue, until it is learned (methods.md 2.6).
inline constexpr double kMostNoteDecibans = 6;

// "not relevant to my role / at this stage / to this work": kinds of answer beside the scale.
inline bool IsNotRelevant(absl::string_view category) { return category.substr(0, 3) == "nr_"; }

absl::string_view LevelWord(Level level);              // "steering_group"
absl::string_view ConstructWord(Construct construct);  // "collective_action"; "" for none
absl::string_view TypeWord(IndicatorType type);        // "item"

}  // namespace pcsp::diagnosis
