#include "services/assessments/domain/errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/error.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kDraftChanged = "DRAFT_CHANGED";

}  // namespace

absl::Status WaveNotFound(absl::string_view name) { return ResourceNotFound("wave", name); }

absl::Status InstrumentNotFound(absl::string_view name) {
  return ResourceNotFound("instrument", name);
}

absl::Status SiteResultsNotFound(absl::string_view name) {
  return ResourceNotFound("site results", name);
}

absl::Status GroupResultsNotFound(absl::string_view organisation) {
  return ResourceNotFound("group results", organisation);
}

absl::Status TooManyReleases(absl::string_view wave, int most) {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   absl::StrCat("Of the wave ", wave, " ", most,
                                " groups have been put together, and no more can be."),
                   {.reason = "TOO_MANY_RELEASES"});
}

absl::Status WaveExists(absl::string_view name) { return ResourceExists("wave", name); }

absl::Status WaveNotDraft(absl::string_view name, absl::string_view state) {
  return StateForbids(
      "WAVE_NOT_DRAFT", "wave", name,
      absl::StrCat("The wave ", name, " is ", state, ": it has been opened before."),
      absl::StrCat("A wave can be opened once, while it is DRAFT, and not from ", state, "."));
}

absl::Status WaveNotOpen(absl::string_view name) {
  return StateForbids("WAVE_NOT_OPEN", "wave", name,
                      absl::StrCat("The wave ", name, " is a draft and has not been opened."),
                      "Open the wave first.");
}

absl::Status WaveClosed(absl::string_view name) {
  return StateForbids("WAVE_CLOSED", "wave", name,
                      absl::StrCat("The wave ", name, " takes no more answers."),
                      "Answers are taken while the wave is open.");
}

absl::Status WaveNotClosing(absl::string_view name) {
  return StateForbids("WAVE_NOT_CLOSING", "wave", name,
                      absl::StrCat("The wave ", name, " has not been closed."),
                      "Close the wave first.");
}

absl::Status WaveNotClosed(absl::string_view name) {
  return StateForbids("WAVE_NOT_CLOSED", "wave", name,
                      absl::StrCat("The wave ", name, " has no results before it is closed."),
                      "Close the wave first.");
}

absl::Status WavesNotComparable(absl::string_view name, absl::string_view baseline) {
  return StateForbids(
      "WAVES_NOT_COMPARABLE", "wave", name,
      absl::StrCat("No level answered the same instrument in ", name, " as in ", baseline, "."),
      "Compare waves that share an instrument; its versions may differ.");
}

absl::Status InstrumentChanged(absl::string_view name) {
  return StateForbids("INSTRUMENT_CHANGED", "instrument", name,
                      absl::StrCat("The items or scales of ", name,
                                   " are not what they were when a wave with it was opened."),
                      "Restore the content file, or give the changed one a new version.");
}

absl::Status InstrumentNotDraft(absl::string_view name) {
  return StateForbids("INSTRUMENT_NOT_DRAFT", "instrument", name,
                      absl::StrCat("The version ", name, " has been published and never changes."),
                      "Make a new version of it: a draft with the same instrument id.");
}

absl::Status InstrumentNotPublished(absl::string_view name) {
  return StateForbids("INSTRUMENT_NOT_PUBLISHED", "instrument", name,
                      absl::StrCat("The version ", name, " is a draft."),
                      "Publish it first; a draft that is not wanted may stay one.");
}

absl::Status InstrumentRetired(absl::string_view name) {
  return StateForbids("INSTRUMENT_RETIRED", "instrument", name,
                      absl::StrCat("The version ", name, " is retired: no new wave may use it."),
                      "Use a version that is published.");
}

absl::Status LanguageNotFound(absl::string_view instrument, absl::string_view language) {
  return ResourceNotFound("language", absl::StrCat(instrument, " in ", language));
}

absl::Status CodingReversed(absl::string_view instrument, int respondents, double correlation) {
  return MakeError(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat("The answers of ", respondents, " respondents to ", instrument,
                   " run against what the same people say in general (correlation ",
                   absl::StrFormat("%.2f", correlation),
                   "): their codes seem to be written the other way round. Nothing was counted. "
                   "Recode the file, or import the instrument with the other coding direction."),
      {.reason = "CODING_REVERSED",
       .metadata = {{"instrument", std::string(instrument)},
                    {"respondents", absl::StrCat(respondents)},
                    {"correlation", absl::StrFormat("%.2f", correlation)}}});
}

absl::Status FileLengthChanged() {
  Violations violations;
  violations.Add(
      "config.request_id", "",
      "a new id, or a file with as many rows as the one that came first under this id, "
      "each in its old place; rows that were mended may also be sent alone under a new id");
  return violations.ToStatus("REQUEST_ID_REUSED");
}

absl::Status UploadCutOff() {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   "The upload ended before the file did; nothing was stored. Send it again.",
                   {.reason = "UPLOAD_CUT_OFF"});
}

absl::Status WaveNotDone(absl::string_view name, absl::string_view state) {
  return StateForbids(
      "WAVE_NOT_DONE", "wave", name,
      absl::StrCat("The wave ", name, " is ", state, ", so it has no results to publish."),
      absl::StrCat("A wave is published when it is CLOSED, and not from ", state, "."));
}

absl::Status InvitationRequired(absl::string_view name) {
  return StateForbids("INVITATION_REQUIRED", "wave", name,
                      absl::StrCat("The wave ", name, " takes answers by invitation only."),
                      "Answer with the token of an invitation.");
}

absl::Status InvitationNotValid() {
  return MakeError(absl::StatusCode::kPermissionDenied,
                   "This invitation cannot be used. It may have been used before, have been "
                   "withdrawn, have expired, or have been copied with a mistake.",
                   {.reason = "INVITATION_NOT_VALID"});
}

absl::Status DraftChanged() {
  return MakeError(absl::StatusCode::kAborted,
                   "Other answers were saved while these were being stored; nothing was stored. "
                   "Submit again.",
                   {.reason = std::string(kDraftChanged)});
}

bool IsDraftChanged(const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  return detail && detail->reason == kDraftChanged;
}

absl::Status ResponsesNotExported(absl::string_view wave) {
  return MakeError(
      absl::StatusCode::kPermissionDenied,
      absl::StrCat("The answers of single people to ", wave,
                   " are not exported to anybody: a row of answers tells who gave it even without "
                   "a name. What there is: results of sites and groups, what a team agreed on "
                   "(ExportTeamConsensus), and one's own draft by its token (ExportDraft)."),
      {.reason = "RESPONSES_NOT_EXPORTED", .metadata = {{"wave", std::string(wave)}}});
}

absl::Status InvitationsAlreadyIssued(absl::string_view batch) {
  return MakeError(absl::StatusCode::kAlreadyExists,
                   absl::StrCat("The invitations of ", batch,
                                " were issued by an earlier call with this request_id and cannot "
                                "be shown again. If they were lost, revoke them and issue others."),
                   {.reason = "INVITATIONS_ALREADY_ISSUED",
                    .resource = ResourceRef{"invitation batch", std::string(batch)}});
}

absl::Status InvitationBatchNotFound(absl::string_view name) {
  return ResourceNotFound("invitation batch", name);
}

absl::Status TeamLargeEnough(absl::string_view organisation, int enough) {
  return StateForbids(
      "TEAM_LARGE_ENOUGH", "organisation", organisation,
      absl::StrCat(organisation, " has ", enough,
                   " people or more: enough to answer in private, where an answer agreed on in "
                   "front of each other would take the place of what people think."),
      absl::StrCat("A team agrees on one answer when it has fewer than ", enough,
                   " people. Invite this one to answer one by one; talk through its results "
                   "together once the wave is closed, and record what comes of that as an "
                   "observation."));
}

absl::Status TeamConsensusNotFound(absl::string_view name) {
  return ResourceNotFound("team consensus", name);
}

absl::Status TooManyResponsesWaiting() {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   "More answers are waiting to be stored than can be taken on. Try again shortly.",
                   {.reason = "OVERLOADED", .retry_after = absl::Milliseconds(200)});
}

absl::Status MeasureNotFound(absl::string_view name) { return ResourceNotFound("measure", name); }

absl::Status ObservationNotFound(absl::string_view name) {
  return ResourceNotFound("observation", name);
}

absl::Status MeasureExists(absl::string_view name) { return ResourceExists("measure", name); }

absl::Status MeasureRetired(absl::string_view name) {
  return StateForbids("MEASURE_RETIRED", "measure", name,
                      absl::StrCat("The measure ", name, " has been retired."),
                      "Make a new measure; what was recorded of this one stays as it is.");
}

}  // namespace pcsp::assessments
