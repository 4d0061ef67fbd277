// The errors that this service can give, by name. Reasons are stable; tests match on them.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pcsp::assessments {

// NOT_FOUND: WAVE_NOT_FOUND, INSTRUMENT_NOT_FOUND, SITE_RESULTS_NOT_FOUND.
absl::Status WaveNotFound(absl::string_view name);
absl::Status InstrumentNotFound(absl::string_view name);
absl::Status SiteResultsNotFound(absl::string_view name);

// NOT_FOUND, GROUP_RESULTS_NOT_FOUND: no site of the wave and level belonged to it.
absl::Status GroupResultsNotFound(absl::string_view organisation);
// RESOURCE_EXHAUSTED, TOO_MANY_RELEASES: as many groups have been put together as may be.
absl::Status TooManyReleases(absl::string_view wave, int most);

// ALREADY_EXISTS, WAVE_EXISTS.
absl::Status WaveExists(absl::string_view name);

// FAILED_PRECONDITION, WAVE_NOT_DRAFT: it has been opened before.
// `state` is what it is in now.
absl::Status WaveNotDraft(absl::string_view name, absl::string_view state);
// FAILED_PRECONDITION, WAVE_NOT_OPEN: it is a draft still.
absl::Status WaveNotOpen(absl::string_view name);
// FAILED_PRECONDITION, WAVE_CLOSED: it takes no more answers.
absl::Status WaveClosed(absl::string_view name);
// FAILED_PRECONDITION, WAVE_NOT_CLOSING: it was not closed before it was declared done.
absl::Status WaveNotClosing(absl::string_view name);
// FAILED_PRECONDITION, WAVE_NOT_CLOSED: it takes answers still, so it has no results.
absl::Status WaveNotClosed(absl::string_view name);

// FAILED_PRECONDITION, WAVES_NOT_COMPARABLE: no level answered the same instrument in both.
absl::Status WavesNotComparable(absl::string_view name, absl::string_view baseline);

// FAILED_PRECONDITION, INSTRUMENT_CHANGED: the content of a version that answers were given to
// is not what it was then, so the stored answers cannot be read with it.
absl::Status InstrumentChanged(absl::string_view name);

// FAILED_PRECONDITION: INSTRUMENT_NOT_DRAFT (a published version never changes),
// INSTRUMENT_NOT_PUBLISHED (a draft cannot be retired), INSTRUMENT_RETIRED (no new wave may use
// it).
absl::Status InstrumentNotDraft(absl::string_view name);
absl::Status InstrumentNotPublished(absl::string_view name);
absl::Status InstrumentRetired(absl::string_view name);
// NOT_FOUND, LANGUAGE_NOT_FOUND: the instrument cannot be had in that language.
absl::Status LanguageNotFound(absl::string_view instrument, absl::string_view language);
// INVALID_ARGUMENT, CODING_REVERSED: in `respondents` of a file, answers run against the general
// ones, with this correlation.
absl::Status CodingReversed(absl::string_view instrument, int respondents, double correlation);

// INVALID_ARGUMENT, REQUEST_ID_REUSED: a file of another length came first under the request id.
absl::Status FileLengthChanged();
// INVALID_ARGUMENT, UPLOAD_CUT_OFF: the caller went away, or gave the size of a longer file.
absl::Status UploadCutOff();

// FAILED_PRECONDITION, WAVE_NOT_DONE: it is in `state`, before CLOSED.
absl::Status WaveNotDone(absl::string_view name, absl::string_view state);
// FAILED_PRECONDITION, INVITATION_REQUIRED: the wave takes answers by invitation only.
absl::Status InvitationRequired(absl::string_view name);
// PERMISSION_DENIED, INVITATION_NOT_VALID: whatever is wrong with a token. It names nothing.
absl::Status InvitationNotValid();
// ABORTED, DRAFT_CHANGED: something else was saved with a token while its answers were being
// stored.
absl::Status DraftChanged();
bool IsDraftChanged(const absl::Status& status);
// PERMISSION_DENIED, RESPONSES_NOT_EXPORTED: the answers of single people were asked for.
absl::Status ResponsesNotExported(absl::string_view wave);
// ALREADY_EXISTS, INVITATIONS_ALREADY_ISSUED: by an earlier call with the same request id.
absl::Status InvitationsAlreadyIssued(absl::string_view batch);
// NOT_FOUND, INVITATION_BATCH_NOT_FOUND.
absl::Status InvitationBatchNotFound(absl::string_view name);
// FAILED_PRECONDITION, TEAM_LARGE_ENOUGH: a site with `enough` people or more.
absl::Status TeamLargeEnough(absl::string_view organisation, int enough);
// NOT_FOUND, TEAM_CONSENSUS_NOT_FOUND.
absl::Status TeamConsensusNotFound(absl::string_view name);

// RESOURCE_EXHAUSTED, OVERLOADED: more answers are waiting to be stored than may wait.
absl::Status TooManyResponsesWaiting();

// NOT_FOUND: MEASURE_NOT_FOUND, OBSERVATION_NOT_FOUND.
absl::Status MeasureNotFound(absl::string_view name);
absl::Status ObservationNotFound(absl::string_view name);
// ALREADY_EXISTS, MEASURE_EXISTS.
absl::Status MeasureExists(absl::string_view name);
// FAILED_PRECONDITION, MEASURE_RETIRED: nothing of it changes any more.
absl::Status MeasureRetired(absl::string_view name);

}  // namespace pcsp::assessments
