// What is concluded about a site from evidence (methods.md 2.4), and how to conclude it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/diagnosis/domain/case.h"
#include "services/diagnosis/domain/draws/confidence.h"
#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/domain/reasoning/bands.h"
#include "services/diagnosis/domain/reasoning/logit_line.h"

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
  double probability = 0;               // of the finding, after the answer
  Band band = Band::kInsufficientData;  // which it is then in
};

struct Finding {
  int issue = 0;               // index into the knowledge base
  double probability = 0;      // shown: on the calibration line
  double raw_probability = 0;  // of the engine, before it
  double decibans = 0;
  BandVerdict band;
  std::optional<double> severity;  // 0..100
  double priority = 0;             // probability * severity * importance
  double prior_decibans = 0;
  bool explained = false;       // the rest is filled in
  std::vector<Reason> reasons;  // strongest for first, then strongest against
  double from_above_decibans = 0;
  double from_below_decibans = 0;   // the sites below, in a programme
  double from_before_decibans = 0;  // what was found before
  double other_reasons_decibans = 0;
  double overlap_decibans = 0;       // makes the parts add up to `decibans`
  double calibration_decibans = 0;   // what the calibration line adds
  std::vector<CauseFinding> causes;  // the one to fix first in front
  std::optional<FlippingAnswer> flipping_answer;
  // P(the finding stays on its side of kFlagFrom once every outstanding question is answered).
  std::optional<double> confidence;
  std::optional<Interval> interval;  // of the probability, for what is not known of the model
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
  std::vector<Withheld> withheld;   // what may not be seen, in order; nothing rests on its counts
  int sites_beside = 0;             // other sites that are heard, see SurroundingEvidence
  int sites_below = 0;
};

struct DiagnoseOptions {
  bool explain_all = false;  // otherwise only findings with probability 0.2 or more
  int reasons_each_way = 3;
  double least_decibans = 0.05;  // reasons that weigh less are left to the sum of the others
  int questions = 5;
  // From the engine's probabilities of findings to those that are shown, with their bands,
  // priorities, intervals and flips. Success factors and causes are those of the engine.
  LogitLine calibration;
  bool confidence = false;  // costs a hundred times as much as the rest
  // DrawParameters() of the same model, for intervals; must outlive the call.
  const std::vector<ParameterDraw>* parameter_draws = nullptr;
};

// Pure: the same input always gives the same result. Thread-safe. INVALID_FIELDS with every
// violation (ResolveEvidence), IMPOSSIBLE_EVIDENCE.
absl::StatusOr<Diagnosis> Diagnose(const Model& model, const Evidence& evidence,
                                   const DiagnoseOptions& options);

// The same for a site of a programme: `level` takes in what the rest of the programme says of it.
absl::StatusOr<Diagnosis> DiagnoseWithin(const Model& model, const LevelModel& level,
                                         const Observations& observations,
                                         const Surroundings& surroundings,
                                         const DiagnoseOptions& options);

}  // namespace pcsp::diagnosis
