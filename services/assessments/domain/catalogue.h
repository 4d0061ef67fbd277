// The instruments that this process knows, by name.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Immutable after it was made, so thread-safe. Instruments stay valid as long as it lives.
class Catalogue {
 public:
  // ALREADY_EXISTS, INSTRUMENT_EXISTS when two have the same name.
  static absl::StatusOr<Catalogue> Make(std::vector<Instrument> instruments);
  // Reads every `.yaml` and `.json` file of a folder; the violations of all files at once.
  static absl::StatusOr<Catalogue> Load(const std::string& folder);

  const Instrument* Find(absl::string_view name) const;  // null when there is none
  std::vector<const Instrument*> List() const;           // by name

 private:
  std::map<std::string, std::unique_ptr<const Instrument>, std::less<>> instruments_;
};

}  // namespace pcsp::assessments
