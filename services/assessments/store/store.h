// What the assessments service keeps: waves with their frozen sites, and anonymous answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/storage/request_log.h"
#include "services/assessments/domain/names.h"
#include "services/assessments/domain/response.h"
#include "services/assessments/domain/vocabulary.h"
#include "services/assessments/domain/wave.h"
#include "services/assessments/store/consensus_store.h"
#include "services/assessments/store/evidence/evidence_store.h"
#include "services/assessments/store/instruments/instrument_store.h"
#include "services/assessments/store/invitation_store.h"

namespace pcsp::assessments {

// One respondent's answers, fit to be stored.
struct PackedResponse {
  int64_t wave_key = 0;
  WaveName wave;  // for messages
  int site = 0;   // WaveSite::number
  StaffGroup staff_group = StaffGroup::kGp;
  std::string answers;  // packed
  std::string claim;    // ClaimOf() the request
  // Selector of the invitation that it was given with, to be burnt in the same step; "" without.
  std::string token = "";
  std::string draft =
      "";  // sealed: what was saved with the token when the answers were put together
  std::vector<ItemWords> words = {};  // kept apart: nothing leads from them to the answers
};

enum class Appended { kStored, kDuplicate };

// What is burnt with the rows of a file, so that a file sent again under its request id is known
// for one whose rows stand where they stood.
struct FileClaims {
  int64_t wave_key = 0;
  std::string file;     // of the request id
  std::string as_long;  // of the request id and the number of rows
};

// What opening a wave leaves behind.
struct OpenedWave {
  Wave wave;
  std::vector<WaveSite> sites;
  std::vector<std::pair<std::string, std::string>> fingerprints;  // by instrument name
};

// Sites of a wave whose answers have been released together.
struct Release {
  std::vector<int> sites;  // WaveSite::number, in order, all of one level
  bool operator==(const Release&) const = default;
};

// Thread-safe. What changes a wave leaves a line in its programme's audit; an answer leaves none.
// Rules are pure functions that run inside the transaction, perhaps more than once.
// Beside the errors named, every method can give those of common/storage/sql_errors.h.
class Store : public InvitationStore, public ConsensusStore {
 public:
  ~Store() override = default;

  // Makes a reply of a wave; what a request id is answered with when it comes again.
  using Encode = absl::FunctionRef<std::string(const Wave&)>;

  // WAVE_EXISTS, REQUEST_ID_REUSED, INSTRUMENT_RETIRED.
  virtual absl::StatusOr<std::string> CreateWave(const sql::RequestKey& key, const Wave& wave,
                                                 Encode encode) = 0;
  // WAVE_NOT_FOUND, REQUEST_ID_REUSED, INSTRUMENT_CHANGED, INSTRUMENT_RETIRED, and what `rule`
  // gives.
  virtual absl::StatusOr<std::string> OpenWave(
      const sql::RequestKey& key, const WaveName& name, absl::Time now,
      absl::FunctionRef<absl::StatusOr<OpenedWave>(Wave)> rule, Encode encode) = 0;
  // What OpenWave() would reply, with nothing changed.
  virtual absl::StatusOr<std::string> TryOpening(
      const WaveName& name, absl::FunctionRef<absl::StatusOr<OpenedWave>(Wave)> rule,
      Encode encode) = 0;
  // Writes when the rule's wave has another revision, and seals the wave as it becomes CLOSED
  // (seal.h); `method` is whose doing that is. WAVE_NOT_FOUND, and what `rule` gives.
  virtual absl::StatusOr<Wave> UpdateWave(absl::string_view method, const WaveName& name,
                                          absl::FunctionRef<absl::StatusOr<Wave>(Wave)> rule,
                                          Encode encode) = 0;
  // WAVE_NOT_FOUND.
  virtual absl::StatusOr<Wave> GetWave(const WaveName& name) = 0;
  // Waves of a programme whose id is after `after`, by id.
  virtual absl::StatusOr<std::vector<Wave>> ListWaves(const std::string& programme,
                                                      const std::string& after, int limit) = 0;

  // All sites of a wave, by number, which is by organisation; none while it is a draft.
  virtual absl::StatusOr<std::vector<WaveSite>> ListSites(const Wave& wave) = 0;

  // Stores what can be stored in one transaction, in an order of chance, and says of each row
  // what became of it: kDuplicate if its claim was burnt before or earlier in the batch,
  // WAVE_NOT_OPEN or WAVE_CLOSED if its wave takes no answers. With a token the token is burnt, and
  // whatever is wrong with it or its wave is INVITATION_NOT_VALID; kDuplicate if it was burnt with
  // the same claim; DRAFT_CHANGED if something else was saved with it meanwhile. When it fails as a
  // whole, nothing was stored.
  using AppendResults = std::vector<absl::StatusOr<Appended>>;
  virtual absl::StatusOr<AppendResults> Append(absl::Span<const PackedResponse> responses) = 0;

  // The same for the rows of a file, as many as there are. REQUEST_ID_REUSED, and nothing stored,
  // if a file of another length came before under the same request id: its rows would be taken for
  // others.
  virtual absl::StatusOr<AppendResults> AppendFile(const std::optional<FileClaims>& file,
                                                   absl::Span<const PackedResponse> responses) = 0;

  // Calls `row` with the site number and the packed answers of every response to a wave.
  virtual absl::Status ScanResponses(
      const Wave& wave, absl::FunctionRef<void(int site, absl::string_view answers)> row) = 0;
  // The same with the staff group; of one site by its number, or of all with 0.
  using GroupRow = absl::FunctionRef<void(int site, StaffGroup group, absl::string_view answers)>;
  virtual absl::Status ScanStaffGroups(const Wave& wave, int site, GroupRow row) = 0;

  // Every text that people wrote in their own words, of one site or of all for 0: the site's
  // number, the item's code, the text.
  using WordsRow = absl::FunctionRef<void(int site, const std::string& item, std::string text)>;
  virtual absl::Status ScanWords(const Wave& wave, int site, WordsRow row) = 0;

  // How many have answered, by site number - 1.
  virtual absl::StatusOr<std::vector<int>> CountResponses(const Wave& wave) = 0;
  // The same by StaffGroup - 1.
  virtual absl::StatusOr<std::vector<int>> CountByStaffGroup(const Wave& wave) = 0;

  // The same with the staff group of each response.
  virtual absl::Status ScanAnswers(
      const Wave& wave,
      absl::FunctionRef<void(int site, StaffGroup group, absl::string_view answers)> row) = 0;

  // The releases of a wave, in their order.
  virtual absl::StatusOr<std::vector<Release>> ListReleases(const Wave& wave) = 0;
  // Appends `release` if it is not there and `rule`, given those that are, says so; those before
  // and up to it, or all if it was not appended. Releases of a wave pass here one after another.
  // REQUEST_ID_REUSED, and what `rule` gives.
  virtual absl::StatusOr<std::vector<Release>> AddRelease(
      const sql::RequestKey& key, const Wave& wave, const Release& release, absl::Time now,
      absl::FunctionRef<absl::StatusOr<bool>(const std::vector<Release>&)> rule) = 0;

  // Every instrument version that was used, with the fingerprint that it had.
  virtual absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ListFingerprints() = 0;

  // Instruments of programmes' own; lives as long as the store.
  virtual InstrumentStore& instruments() = 0;

  virtual absl::Status Ping() = 0;
};

// The hash that stands for a request in a wave; of chance if there is no request id, so that it
// equals no other.
std::string ClaimOf(absl::string_view request_id);

}  // namespace pcsp::assessments
