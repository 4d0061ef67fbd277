// A version of an instrument of a programme's own, and its life: draft, published, retired.
//
// The rules are pure: they take an edition and give the next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/names.h"

namespace pcsp::assessments {

enum class EditionState { kDraft = 1, kPublished = 2, kRetired = 3 };

struct Edition {
  Instrument instrument;  // its programme is not ""
  EditionState state = EditionState::kDraft;
  absl::Time create_time, update_time;
  std::optional<absl::Time> publish_time, retire_time;
  int64_t revision = 1;

  InstrumentName name() const;
  std::string etag() const;  // `"7"`, the quotes included
};

// What is wrong with an instrument that is to be stored, under `instrument.`.
void CheckDraft(const Instrument& instrument, Violations& violations);

// A draft that becomes `instrument`, which keeps its name. INSTRUMENT_NOT_DRAFT, ETAG_MISMATCH.
absl::StatusOr<Edition> Revised(Edition edition, Instrument instrument, absl::string_view etag,
                                absl::Time now);

// `before` is the version published before, if there is one. INSTRUMENT_NOT_DRAFT, ETAG_MISMATCH;
// INVALID_FIELDS with what CheckSuccession() says.
absl::StatusOr<Edition> Published(Edition edition, const std::optional<Instrument>& before,
                                  absl::string_view etag, absl::Time now);

// From a retired one it gives it as it is. INSTRUMENT_NOT_PUBLISHED, ETAG_MISMATCH.
absl::StatusOr<Edition> Retired(Edition edition, absl::string_view etag, absl::Time now);

}  // namespace pcsp::assessments
