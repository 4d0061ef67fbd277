// A wave: a round of assessment over sites that are frozen when it opens.
//
// DRAFT -> OPEN -> CLOSING -> CLOSED -> PUBLISHED, and never back. The rules below are pure: they
// take a wave and give the next.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/disclosure/policy.h"
#include "services/assessments/domain/names.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

enum class WaveState { kDraft = 1, kOpen = 2, kClosing = 3, kClosed = 4, kPublished = 5 };

// Who may answer: whoever has the wave's link, or an invitation alone.
enum class WaveAccess { kAnyoneWithLink = 1, kInvitationOnly = 2 };

inline constexpr int kMostSites = 20'000;
inline constexpr int kMostPeople = 100'000;  // of one staff group at one site

struct Wave {
  WaveName name;
  std::string display_name;
  std::vector<std::string> instruments;  // names of versions, at most one a level
  int min_group_size = kDefaultGroupSize;
  WaveState state = WaveState::kDraft;
  std::optional<absl::Time> open_time, close_time;
  absl::Time create_time, update_time;
  int64_t revision = 1;           // grows with every change but answers
  int64_t evidence_revision = 0;  // the revision at which the answers became final; 0 before
  int site_count = 0;
  int64_t key = 0;  // the store's own; 0 until stored
  WaveAccess access = WaveAccess::kAnyoneWithLink;
  std::optional<absl::Time> publish_time;
  // The rest of the privacy policy; 0 in a wave that NewWave() has not seen.
  int min_distribution_size = 0, min_free_text_size = 0;

  std::string etag() const;  // `"7"`, the quotes included
  PrivacyPolicy policy() const;
};

// A site as it was when its wave opened. Organisations are ids within the wave's programme.
struct WaveSite {
  std::string organisation;
  Level level = Level::kPractice;
  std::string steering_group;                 // "" when there is none
  std::string whole_system;                   // "" when there is none
  std::array<int, kStaffGroups> headcount{};  // by StaffGroup - 1; all 0 when not known
  int number = 0;                             // 1.. within the wave, by organisation
  std::string milestone;                      // one of kMilestoneWords; "" when not known

  int people() const;
  bool operator==(const WaveSite&) const = default;
};

// A wave to be made, as it will be stored. INVALID_FIELDS with every violation, under `wave.`.
absl::StatusOr<Wave> NewWave(Wave wave, const Catalogue& catalogue, absl::Time now);

// Sites to be frozen, numbered; those of a level that the wave has no instrument for are left out.
// INVALID_FIELDS with every violation, under `sites[i].`; among them every site, by its headcount,
// where none has enough people for the privacy policy.
absl::StatusOr<std::vector<WaveSite>> FreezeSites(const Wave& wave, const Catalogue& catalogue,
                                                  std::vector<WaveSite> sites);

// `etag` may be "". WAVE_NOT_DRAFT, ETAG_MISMATCH.
absl::StatusOr<Wave> Open(Wave wave, absl::string_view etag, int site_count, absl::Time now);
// From a wave that has stopped taking answers it gives the wave as it is. WAVE_NOT_OPEN,
// ETAG_MISMATCH.
absl::StatusOr<Wave> Close(Wave wave, absl::string_view etag, absl::Time now);
// From a closed wave it gives the wave as it is. WAVE_NOT_CLOSING.
absl::StatusOr<Wave> Complete(Wave wave, absl::Time now);

// From a published wave it gives the wave as it is. WAVE_NOT_DONE, ETAG_MISMATCH.
absl::StatusOr<Wave> Publish(Wave wave, absl::string_view etag, absl::Time now);

// OK while answers are taken; else WAVE_NOT_OPEN or WAVE_CLOSED.
absl::Status TakesAnswers(WaveState state, const WaveName& name);
// OK if answers are taken without an invitation; else INVITATION_REQUIRED.
absl::Status TakesAnswersOfAnybody(const Wave& wave);
// OK once answers are final; else WAVE_NOT_CLOSED.
absl::Status HasResults(const Wave& wave);

// The instrument of `wave` for `level`; null when it has none, or the catalogue has lost it.
const Instrument* InstrumentFor(const Wave& wave, Level level, const Catalogue& catalogue);

// True if `respondents` are enough for anything to be said about them by themselves. Whether a cell
// may be shown beside all the others is for disclosure/wave_disclosure.h to say.
inline bool MayBeShown(const Wave& wave, int respondents) {
  return respondents >= wave.min_group_size;
}

}  // namespace pcsp::assessments
