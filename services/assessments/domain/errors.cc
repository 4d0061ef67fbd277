#include "services/assessments/domain/errors.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace pcsp::assessments {

absl::Status WaveNotFound(absl::string_view name) { return ResourceNotFound("wave", name); }

absl::Status InstrumentNotFound(absl::string_view name) {
  return ResourceNotFound("instrument", name);
}

absl::Status SiteResultsNotFound(absl::string_view name) {
  return ResourceNotFound("site results", name);
}

absl::Status WaveExists(absl::string_view name) { return ResourceExists("wave", name); }

absl::Status WaveNotDraft(absl::string_view name) {
  return StateForbids("WAVE_NOT_DRAFT", "wave", name,
                      absl::StrCat("The wave ", name, " has been opened before."),
                      "A wave can be opened once, while it is a draft.");
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
