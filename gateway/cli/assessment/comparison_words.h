// What commands about comparisons have in common.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/text/pages/range.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {

inline const std::map<std::string, type::v1::Level> kLevels = {
    {"practice", type::v1::LEVEL_PRACTICE},
    {"steering-group", type::v1::LEVEL_STEERING_GROUP},
    {"whole-system", type::v1::LEVEL_WHOLE_SYSTEM}};

inline std::string Reason(assessments::v1::Suppression suppression) {
  return absl::StrCat(
      "(not shown: ", Word(assessments::v1::Suppression_Name(suppression), "SUPPRESSION_"), ")");
}

// Few people are counted as a band.
inline std::string People(int low, int high) {
  return high > low ? absl::StrCat(low, " to ", high) : absl::StrCat(low);
}

inline std::string Span(const type::v1::Interval& interval, int digits) {
  return text::Range(interval.low(), interval.high(), digits);
}
inline std::string WordOf(type::v1::Construct construct) {
  if (construct == type::v1::CONSTRUCT_UNSPECIFIED) return "all items";
  return Word(type::v1::Construct_Name(construct), "CONSTRUCT_");
}
template <typename Request, typename Response>
absl::StatusOr<Response> AskFor(Session& session,
                                grpc::Status (assessments::v1::AssessmentService::Stub::*method)(
                                    grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
  return gateway::Ask(*session.clients().assessments, method, request, session.deadline());
}

}  // namespace pcsp::cli
