// All that was learned from verdicts, as sums over cases (methods.md 2.5). Counts of two sets of
// cases add up to those of both, bit for bit, in any order; subtracting takes a case back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/learning/tally.h"

namespace pcsp::diagnosis {

// Of a chance: how often it could have come true, and did.
struct Trials {
  Tally hits;
  Tally trials;

  void Add(double came_true, double tried);
  // The posterior mean under a Beta prior of mean `prior` worth `ess` trials.
  double Mean(double prior, double ess) const;

  Trials& operator+=(const Trials& other);
  Trials& operator-=(const Trials& other);
  bool operator==(const Trials&) const = default;
};

// Of a profile: answers by category.
struct Shares {
  std::vector<Tally> answers;

  explicit Shares(size_t categories = 0) : answers(categories) {}
  void Add(const std::vector<double>& counts);
  // The masses of the posterior Dirichlet; they add up to ess and the number of answers.
  std::vector<double> Masses(const std::vector<double>& prior, double ess) const;

  Shares& operator+=(const Shares& other);
  Shares& operator-=(const Shares& other);
  bool operator==(const Shares&) const = default;
};

struct IssueCounts {
  Trials arises;               // by itself
  std::vector<Trials> causes;  // brought about by each parent, in the order of the knowledge base

  IssueCounts& operator+=(const IssueCounts& other);
  IssueCounts& operator-=(const IssueCounts& other);
  bool operator==(const IssueCounts&) const = default;
};

struct IndicatorCounts {
  Shares healthy, troubled;
  std::vector<Trials> links;  // in the order of the knowledge base
  Trials leak;

  IndicatorCounts& operator+=(const IndicatorCounts& other);
  IndicatorCounts& operator-=(const IndicatorCounts& other);
  bool operator==(const IndicatorCounts&) const = default;
};

// In the order of the knowledge base that they are made for; only those of one may be added.
struct LearnedCounts {
  std::vector<IssueCounts> issues;
  std::vector<IndicatorCounts> indicators;
  Trials sensitivity, specificity;  // of verdicts, from double-coded cases
  int64_t cases = 0;
  int64_t verdicts = 0;

  explicit LearnedCounts(const KnowledgeBase& kb);
  // A name for the content, as FingerprintOf() for a knowledge base.
  std::string Fingerprint() const;

  LearnedCounts& operator+=(const LearnedCounts& other);
  LearnedCounts& operator-=(const LearnedCounts& other);
  bool operator==(const LearnedCounts&) const = default;
};

}  // namespace pcsp::diagnosis
