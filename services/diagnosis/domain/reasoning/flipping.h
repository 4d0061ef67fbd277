// What would settle it (methods.md 2.4): the single answer that would change a finding.
#pragma once

#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// The answers of one respondent to `unanswered`, the likeliest first. What is filled in of each is
// its indicator, category and answer_probability. `joints` holds the joint of every scope at its
// offset.
std::vector<FlippingAnswer> PossibleAnswers(const Model& model, const LevelModel& level,
                                            const std::vector<int>& unanswered,
                                            const std::vector<double>& joints);

// A finding, and how it stands.
struct Standpoint {
  int issue = 0;           // index into the knowledge base
  size_t subject = 0;      // its place among the level's subjects
  double probability = 0;  // of the engine
  BandVerdict verdict;
  // Fills in which kinds speak for it, unless the band rests on that already. Called at most once.
  absl::FunctionRef<void(Signals*)> find_speaking;
};

// The first of `answers` that would move the finding into another band: as its probability, shown
// by `shown`, says, and as JudgeBand() holds it back. Where nothing is known of the finding itself,
// an answer on it that moves its probability into another. `halves` is the belief given all
// evidence, split by the finding.
std::optional<FlippingAnswer> FindFlippingAnswer(const Model& model, const LevelModel& level,
                                                 const std::vector<FlippingAnswer>& answers,
                                                 Halves* halves, const Standpoint& now,
                                                 const LogitLine& shown);

}  // namespace pcsp::diagnosis
