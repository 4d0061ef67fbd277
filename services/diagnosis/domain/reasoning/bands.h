// Probabilities in words, held back where the evidence is thin (methods.md 2.4).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

enum class Band { kInsufficientData, kUnlikely, kWatch, kPossible, kLikely };

// The band that a probability alone says.
Band BandOf(double probability);

// What the pieces of a kind must weigh together, in decibans, to speak for an issue: enough to
// double its odds. One deciban is the least that anybody would notice (Good 1985), so a kind that
// says no more than that is no second witness; from 5 on it would be one by itself (Jeffreys 1961).
inline constexpr double kSpeaksDecibans = 3;

// The kinds of signal that bear on one issue.
struct Signals {
  bool item = false;
  bool fact = false;
  bool text = false;
  bool other_level = false;  // what other levels say, alone, speaks for the issue
  int64_t most_answers = 0;  // to one of the items
  // Whether the pieces of a kind speak for it. Only where the band rests on it: from "likely" on.
  bool item_speaks = false, fact_speaks = false, text_speaks = false;
  bool direct() const { return item || fact || text; }
  int speaking() const { return item_speaks + fact_speaks + text_speaks + other_level; }
};

// The direct signals of every issue, by its index: those of the pieces of the subject's own level.
std::vector<Signals> DirectSignals(const Model& model, const Observations& observations);

struct BandVerdict {
  Band band = Band::kInsufficientData;
  std::string note;  // why the band is below what the probability says; empty when it is not
  Signals signals;
};

// Nothing direct: insufficient data. "Likely" takes two kinds of signal that speak for it, and
// answers of at least three people where there is no fact.
BandVerdict JudgeBand(double probability, const Signals& signals);

inline constexpr int64_t kFewestAnswers = 3;

}  // namespace pcsp::diagnosis
