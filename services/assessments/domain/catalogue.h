// The instruments that this process knows, by name.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/names.h"

namespace pcsp::assessments {

// What is built in is there from the start; instruments of programmes' own come in once they are
// asked for. Thread-safe; nothing that is in it changes or goes away as long as it lives.
class Catalogue {
 public:
  // ALREADY_EXISTS, INSTRUMENT_EXISTS when two have the same name.
  static absl::StatusOr<Catalogue> Make(std::vector<Instrument> instruments);
  // Reads every `.yaml` and `.json` file of a folder; the violations of all files at once.
  static absl::StatusOr<Catalogue> Load(const std::string& folder);

  // Null when it is not here: there is none, or Prepare() did not fetch it. Never blocks.
  const Instrument* Find(absl::string_view name) const;
  std::vector<const Instrument*> List() const;  // what is built in, by name

  // Where immutable versions of programmes' own come from; nothing for one that there is not, or
  // that is a draft. To be set before the first Prepare().
  using Source =
      std::function<absl::StatusOr<std::optional<Instrument>>(const InstrumentName& name)>;
  void SetSource(Source source) { state_->source = std::move(source); }
  // Fetches those of `names` that are somebody's own, once. May block. Errors: the source's.
  absl::Status Prepare(absl::Span<const std::string> names) const;

 private:
  struct State {
    Source source;
    mutable absl::Mutex mutex;
    std::map<std::string, std::unique_ptr<const Instrument>, std::less<>> instruments
        ABSL_GUARDED_BY(mutex);
  };
  std::unique_ptr<State> state_ = std::make_unique<State>();
};

}  // namespace pcsp::assessments
