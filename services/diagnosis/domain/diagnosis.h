// What is concluded about a site from evidence (methods.md 2.4), and how to conclude it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/domain/reasoning/bands.h"

namespace pcsp::diagnosis {

// What one piece of evidence did to a finding; decibans above 0 speak for the issue.
struct Reason {
  int indicator = 0;  // index into the knowledge base
  double decibans = 0;
  std::string sentence;
  std::vector<int> quotes;  // of notes: indexes into Diagnosis::quotes
};

struct CauseFinding {
  int issue = 0;               // index into the knowledge base
  double probability = 0;      // that the upper issue holds
  double triggered_share = 0;  // of the finding, that it helps to bring about
  double would_go = 0;         // of the finding, that would go if it were fixed
};

// The likeliest single answer that would move the finding into another band.
struct FlippingAnswer {
  int indicator = 0;
  int category = 0;
  double answer_probability = 0;
  double probability = 0;  // of the finding, after the answer
};

struct Finding {
  int issue = 0;  // index into the knowledge base
  double probability = 0;
  double decibans = 0;
  BandVerdict band;
  std::optional<double> severity;  // 0..100
  double priority = 0;             // probability * severity * importance
  double prior_decibans = 0;
  bool explained = false;       // the rest is filled in
  std::vector<Reason> reasons;  // strongest for first, then strongest against
  double from_above_decibans = 0;
  double other_reasons_decibans = 0;
  double overlap_decibans = 0;       // makes the parts add up to `decibans`
  std::vector<CauseFinding> causes;  // the one to fix first in front
  std::optional<FlippingAnswer> flipping_answer;
};

struct SuccessFactorState {
  int success_factor = 0;  // index into the knowledge base
  double probability = 0;  // that none of the issues that block it holds
};

struct Question {
  int indicator = 0;
  double bits = 0;  // expected information gain of one answer
};

struct Diagnosis {
  Level level = Level::kPractice;
  bool sufficient = false;
  std::vector<std::string> collect;  // what to collect, most useful first
  std::vector<Finding> findings;     // by priority, then probability, highest first
  std::vector<SuccessFactorState> success_factors;
  std::vector<Question> questions;  // by bits a minute, best first
  std::vector<Quote> quotes;        // what was read in notes and counts
  std::vector<Quote> suggestions;   // what a person may confirm; counts half until then
  double log_evidence = 0;          // ln P(evidence), up to a constant of the evidence
};

struct DiagnoseOptions {
  bool explain_all = false;  // otherwise only findings with probability 0.2 or more
  int reasons_each_way = 3;
  int questions = 5;
};

// Pure: the same input always gives the same result. Thread-safe. INVALID_FIELDS with every
// violation (ResolveEvidence), IMPOSSIBLE_EVIDENCE.
absl::StatusOr<Diagnosis> Diagnose(const Model& model, const Evidence& evidence,
                                   const DiagnoseOptions& options);

}  // namespace pcsp::diagnosis
