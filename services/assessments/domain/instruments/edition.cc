#include "services/assessments/domain/instruments/edition.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/instruments/instrument_rules.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kAt = "instrument.";

absl::Status CheckEtag(const Edition& edition, absl::string_view etag) {
  if (etag.empty() || etag == edition.etag()) return absl::OkStatus();
  return EtagMismatch("instrument", edition.instrument.name(), etag, edition.etag());
}

Edition Moved(Edition edition, absl::Time now) {
  edition.update_time = now;
  ++edition.revision;
  return edition;
}

}  // namespace

InstrumentName Edition::name() const {
  return {instrument.programme, instrument.id, instrument.version};
}

std::string Edition::etag() const { return absl::StrCat("\"", revision, "\""); }

void CheckDraft(const Instrument& instrument, Violations& violations) {
  Violations found;
  CheckInstrument(instrument, found);
  violations.Merge(kAt, found.ToStatus());
}

absl::StatusOr<Edition> Revised(Edition edition, Instrument instrument, absl::string_view etag,
                                absl::Time now) {
  if (edition.state != EditionState::kDraft) return InstrumentNotDraft(edition.instrument.name());
  RETURN_IF_ERROR(CheckEtag(edition, etag));
  edition.instrument = std::move(instrument);
  return Moved(std::move(edition), now);
}

absl::StatusOr<Edition> Published(Edition edition, const std::optional<Instrument>& before,
                                  absl::string_view etag, absl::Time now) {
  if (edition.state != EditionState::kDraft) return InstrumentNotDraft(edition.instrument.name());
  RETURN_IF_ERROR(CheckEtag(edition, etag));
  Violations violations, found;
  if (before) CheckSuccession(*before, edition.instrument, found);
  violations.Merge(kAt, found.ToStatus());
  RETURN_IF_ERROR(violations.ToStatus());
  edition.state = EditionState::kPublished;
  edition.publish_time = now;
  return Moved(std::move(edition), now);
}

absl::StatusOr<Edition> Retired(Edition edition, absl::string_view etag, absl::Time now) {
  if (edition.state == EditionState::kRetired) return edition;
  if (edition.state == EditionState::kDraft) {
    return InstrumentNotPublished(edition.instrument.name());
  }
  RETURN_IF_ERROR(CheckEtag(edition, etag));
  edition.state = EditionState::kRetired;
  edition.retire_time = now;
  return Moved(std::move(edition), now);
}

}  // namespace pcsp::assessments
