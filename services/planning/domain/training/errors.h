// Errors of training and facilitation that a client can see, beyond those of common/base/error.h.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pcsp::planning::training {

// FAILED_PRECONDITION, `<TYPE>_IN_USE`: what uses it is named in the metadata, `used_by`.
absl::Status InUse(absl::string_view type, absl::string_view name, absl::string_view used_by);

// FAILED_PRECONDITION, SESSION_STEP_NOT_ALLOWED: `allowed` are the states that it may go to, in the
// metadata too.
absl::Status SessionStepNotAllowed(absl::string_view name, absl::string_view from,
                                   absl::string_view to, const std::vector<std::string>& allowed);
// FAILED_PRECONDITION, SESSION_OVER: it is cancelled or held.
absl::Status SessionOver(absl::string_view name);
// FAILED_PRECONDITION, SESSION_CANCELLED.
absl::Status SessionCancelled(absl::string_view name);
// FAILED_PRECONDITION, SESSION_NOT_BEGUN.
absl::Status SessionNotBegun(absl::string_view name, absl::string_view start);
// FAILED_PRECONDITION, SESSION_WITHOUT_LEAD: no trainer of it is quality-assured on the day.
absl::Status SessionWithoutLead(absl::string_view name);

// FAILED_PRECONDITION, FEEDBACK_NOT_ASKED: its course has no questions.
absl::Status FeedbackNotAsked(absl::string_view session);
// FAILED_PRECONDITION, FEEDBACK_CLOSED: `last_day` was the last for answers.
absl::Status FeedbackClosed(absl::string_view session, absl::string_view last_day);
// NOT_FOUND, FEEDBACK_TOKEN_NOT_FOUND, whatever is wrong with it, and without it.
absl::Status FeedbackTokenNotFound();

// FAILED_PRECONDITION, ENROLMENT_WITHDRAWN.
absl::Status EnrolmentWithdrawn(absl::string_view name);

// FAILED_PRECONDITION, TRAINER_STEP_NOT_ALLOWED: as for sessions.
absl::Status TrainerStepNotAllowed(absl::string_view name, absl::string_view from,
                                   absl::string_view to, const std::vector<std::string>& allowed);

}  // namespace pcsp::planning::training
