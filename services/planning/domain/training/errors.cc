#include "services/planning/domain/training/errors.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"

namespace pcsp::planning::training {
namespace {

absl::Status StepNotAllowed(absl::string_view reason, absl::string_view type,
                            absl::string_view name, absl::string_view from, absl::string_view to,
                            const std::vector<std::string>& allowed) {
  const std::string listed = allowed.empty() ? "nothing" : absl::StrJoin(allowed, ", ");
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("From ", from.empty() ? "the beginning" : from, " the ", type,
                                " cannot go to ", to, ", only to ", listed, "."),
                   {.reason = std::string(reason),
                    .metadata = {{"from", std::string(from)},
                                 {"to", std::string(to)},
                                 {"allowed", absl::StrJoin(allowed, " ")}},
                    .resource = ResourceRef{std::string(type), std::string(name)},
                    .precondition = absl::StrCat("one of: ", listed)});
}

}  // namespace

absl::Status InUse(absl::string_view type, absl::string_view name, absl::string_view used_by) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat(name, " is in use: by ", used_by, "."),
                   {.reason = absl::StrCat(absl::AsciiStrToUpper(type), "_IN_USE"),
                    .metadata = {{"used_by", std::string(used_by)}},
                    .resource = ResourceRef{std::string(type), std::string(name)},
                    .precondition = "nothing that uses it"});
}

absl::Status SessionStepNotAllowed(absl::string_view name, absl::string_view from,
                                   absl::string_view to, const std::vector<std::string>& allowed) {
  return StepNotAllowed("SESSION_STEP_NOT_ALLOWED", "session", name, from, to, allowed);
}

absl::Status SessionOver(absl::string_view name) {
  return StateForbids("SESSION_OVER", "session", name,
                      "The session has been held or cancelled and does not change any more.",
                      "a session that is planned or confirmed");
}

absl::Status SessionCancelled(absl::string_view name) {
  return StateForbids("SESSION_CANCELLED", "session", name, "The session was cancelled.",
                      "a session that was not cancelled");
}

absl::Status SessionNotBegun(absl::string_view name, absl::string_view start) {
  return StateForbids("SESSION_NOT_BEGUN", "session", name, "The session has not begun yet.",
                      absl::StrCat("the same after ", start));
}

absl::Status SessionWithoutLead(absl::string_view name) {
  return StateForbids("SESSION_WITHOUT_LEAD", "session", name,
                      "Nobody who is quality-assured on the day would lead the session.",
                      "a session with a quality-assured trainer");
}

absl::Status FeedbackNotAsked(absl::string_view session) {
  return StateForbids("FEEDBACK_NOT_ASKED", "session", session,
                      "The course of the session has no questions for feedback.",
                      "a session whose course has feedback_questions");
}

absl::Status FeedbackClosed(absl::string_view session, absl::string_view last_day) {
  return StateForbids("FEEDBACK_CLOSED", "session", session,
                      absl::StrCat("Feedback was taken until ", last_day, "."),
                      "a session of the last 14 days");
}

absl::Status FeedbackTokenNotFound() { return ResourceNotFound("feedback_token", "feedback/-"); }

absl::Status EnrolmentWithdrawn(absl::string_view name) {
  return StateForbids("ENROLMENT_WITHDRAWN", "enrolment", name,
                      "The enrolment has been withdrawn already.",
                      "an enrolment that has a place or waits for one");
}

absl::Status TrainerStepNotAllowed(absl::string_view name, absl::string_view from,
                                   absl::string_view to, const std::vector<std::string>& allowed) {
  return StepNotAllowed("TRAINER_STEP_NOT_ALLOWED", "trainer", name, from, to, allowed);
}

}  // namespace pcsp::planning::training
