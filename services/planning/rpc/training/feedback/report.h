// What was answered about sessions, as far as it may be shown.
#pragma once

#include <optional>
#include <string>

#include "pcsp/planning/v1/feedback.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// Which sessions; everything but the programme may be missing.
struct ReportQuestion {
  std::string programme, course, trainer;  // ids
  std::optional<absl::CivilDay> from, until;
};
ReportQuestion ReportQuestionFrom(const v1::GetFeedbackReportRequest& request,
                                  Violations& violations);

v1::GetFeedbackReportResponse ReportOf(sql::RecordReader& reader, const ReportQuestion& question,
                                       absl::Time now);

}  // namespace pcsp::planning::training
