// What is kept of programmes' own instruments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/request_log.h"
#include "services/assessments/domain/instruments/edition.h"
#include "services/assessments/domain/names.h"

namespace pcsp::assessments {

// Which versions of a programme.
struct EditionQuery {
  std::string programme;
  std::optional<EditionState> state;
  std::string language;                 // to be had in some variety of it; "" for any
  std::optional<InstrumentName> after;  // in the order of id and version
  int limit = 0;
};

// Thread-safe. Every change leaves a line in its programme's audit. Beside the errors named, every
// method can give those of common/storage/sql_errors.h.
class InstrumentStore {
 public:
  virtual ~InstrumentStore() = default;

  // Makes a reply of an edition; what a request id is answered with when it comes again.
  using Encode = absl::FunctionRef<std::string(const Edition&)>;

  // Stores a draft as the next version of its id. REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> Create(const sql::RequestKey& key, Edition draft,
                                             Encode encode) = 0;

  // `rule` gets the edition and the last version before it that was published.
  // INSTRUMENT_NOT_FOUND, REQUEST_ID_REUSED, and what `rule` gives. A rule that leaves the revision
  // as it is changes nothing.
  using Rule =
      absl::FunctionRef<absl::StatusOr<Edition>(Edition, const std::optional<Instrument>&)>;
  virtual absl::StatusOr<std::string> Update(const sql::RequestKey& key, const InstrumentName& name,
                                             absl::Time now, Rule rule, Encode encode) = 0;

  // INSTRUMENT_NOT_FOUND.
  virtual absl::StatusOr<Edition> Get(const InstrumentName& name) = 0;
  virtual absl::StatusOr<std::vector<Edition>> List(const EditionQuery& query) = 0;

  // The instrument if it is published or retired: what a Catalogue may keep.
  virtual absl::StatusOr<std::optional<Instrument>> GetImmutable(const InstrumentName& name) = 0;
};

}  // namespace pcsp::assessments
