// The cues by which notes are read: plain values of a content file (methods.md 2.6).
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// What a note says of an issue: that it is there, nothing, or that it is not. In the order of the
// categories of a note indicator.
enum class Polarity { kAffirm, kSilent, kContrary };
absl::string_view PolarityWord(Polarity polarity);  // "affirm"

// A way of speaking, and what it says unless something turns it.
struct CuePattern {
  Polarity says = Polarity::kAffirm;
  std::string text;    // as the author wrote it; lexicon/pattern.h says how
  std::string regexp;  // over stemmed clauses, in RE2's syntax
};

// A sentence of the kind that a cue looks for; others are compared with it by their letters.
struct Exemplar {
  Polarity says = Polarity::kAffirm;
  std::string text;
};

struct Cue {
  std::string id;
  std::string issue;          // id of an issue of the knowledge base
  std::vector<Level> levels;  // notes of these levels are read for it
  std::string rationale;
  bool foreboding = false;  // "if she leaves..." says it as well as "when she leaves..."
  std::vector<CuePattern> patterns;
  std::vector<Exemplar> exemplars;
};

// What notes are worth as evidence before practice teaches better.
struct NoteWeights {
  std::vector<double> healthy;   // affirm, silent, contrary
  std::vector<double> troubled;  // the same share of silent: silence says nothing
  double profile_ess = 10;
  double strength = 0.7;
  double leak = 0.05;
  double kappa = 6;
  double eta = 0.75;
};

struct Lexicon {
  std::string id;
  std::string version;
  std::string author;
  NoteWeights weights;
  std::vector<Cue> cues;
  std::set<std::string> vocabulary;   // words of patterns and exemplars, for the spelling
  std::set<std::string> words_apart;  // not to be taken for a slip in one of them
  std::string hash;                   // SHA-256 over everything above that changes a reading
};

}  // namespace pcsp::diagnosis
