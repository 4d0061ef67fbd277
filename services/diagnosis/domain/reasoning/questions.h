// What would settle it (methods.md 2.4): the questions worth asking next, and the single answer
// that would change a finding.
#pragma once

#include <optional>
#include <vector>

#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// The items and facts of the level that have no answer yet, in the order of the knowledge base.
std::vector<int> Unanswered(const Model& model, const Observations& observations);

// The unanswered indicators by expected information gain a minute, best first; gains are exact,
// from the joint of the issues linked. `joints` holds the joint of every scope at its offset.
std::vector<Question> RankQuestions(const Model& model, const LevelModel& level,
                                    const std::vector<int>& unanswered,
                                    const std::vector<double>& joints);

// The answers of one respondent to `unanswered`, the likeliest first. What is filled in of each is
// its indicator, category and answer_probability.
std::vector<FlippingAnswer> PossibleAnswers(const Model& model, const LevelModel& level,
                                            const std::vector<int>& unanswered,
                                            const std::vector<double>& joints);

// The first of `answers` that would move the probability of a finding, as `shown` shows it, into
// another band. `probability` is that of the engine; `halves` is the belief given all evidence,
// split by the finding.
std::optional<FlippingAnswer> FindFlippingAnswer(const Model& model, const LevelModel& level,
                                                 const std::vector<FlippingAnswer>& answers,
                                                 Halves* halves, double probability,
                                                 const LogitLine& shown);

}  // namespace pcsp::diagnosis
