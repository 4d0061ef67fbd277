// The measures that come with the product.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/assessments/domain/measures/measure.h"

namespace pcsp::assessments {

// Immutable after it was made, so thread-safe.
class MeasureCatalogue {
 public:
  // INVALID_CONTENT with every violation; `source` names the text in messages.
  static absl::StatusOr<MeasureCatalogue> Parse(absl::string_view yaml, absl::string_view source);
  // The same from a file. CONTENT_NOT_FOUND.
  static absl::StatusOr<MeasureCatalogue> Load(const std::string& path);

  // As a measure of `programme`; nothing when there is none of that id.
  std::optional<MeasureDefinition> Find(const MeasureName& name) const;

  // Every measure of a programme by name: its own, `stored`, and those built in that it has not
  // changed.
  std::vector<MeasureDefinition> All(const std::string& programme,
                                     std::vector<MeasureDefinition> stored) const;

 private:
  std::vector<MeasureDefinition> measures_;  // by id, of no programme
};

}  // namespace pcsp::assessments
