// What figures say, in a sentence that a practice manager can read out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/assessments/domain/comparison/change.h"
#include "services/assessments/domain/comparison/funnel.h"
#include "services/assessments/domain/comparison/gap.h"
#include "services/assessments/domain/comparison/representativeness.h"
#include "services/assessments/domain/reliability/reliability.h"

namespace pcsp::assessments {

// "coherence"; words with spaces for underscores.
std::string WordsOf(Construct construct);
// "group of GPs", "group of nurses"..., "leadership".
absl::string_view WordsOf(StaffGroup group);
// "practice", "steering group", "whole system".
std::string WordsOf(Level level);

// `subject` is what changed: "Coherence", "Item pr_purpose".
std::string SentenceOf(absl::string_view subject, const Change& change);
// How many sites a programme's change is of; `asked` answered in both waves, shown or not.
std::string SitesOfChange(int sites, int asked, int improved, int worse);

// A site's score beside its last one and the programme's centre, as far as they may be told.
std::string RadarSentence(Construct construct, const Estimate& now,
                          const std::optional<Estimate>& previous, std::optional<double> centre);

// Which of two groups sees `subject` as more settled.
std::string SentenceOf(absl::string_view subject, absl::string_view first, absl::string_view second,
                       const ScoreGap& gap);
std::string SentenceOf(absl::string_view first, absl::string_view second,
                       const Dominance& dominance);

std::string SentenceOf(const Representativeness& r);
// How evenly staff groups answered; both figures as they leave.
std::string EvennessSentence(std::optional<double> r_indicator, double total_variation);
// What to ask next so that the whole team is heard; "" when it is.
std::string NextQuestionOf(const Representativeness& r);
// `weighted` beside `as_answered`.
std::string RoleWeightSentence(const Estimate& weighted, const Estimate& as_answered);

std::string SentenceOf(absl::string_view subject, const ScaleReliability& scale,
                       const TeamReliability& teams);
// `item` is its code where the alert is about one.
std::string SentenceOf(const RaisedAlert& alert, absl::string_view item);

std::string SentenceOf(const FunnelPoint& point);
std::string SentenceOf(const Funnel& funnel, int standing_out);

}  // namespace pcsp::assessments
