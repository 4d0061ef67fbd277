// Which staff group a job belongs to, by what it is called locally.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/site_context.h"

namespace pcsp::registry {

// Immutable; thread-safe. Without titles it knows none.
class JobTitles {
 public:
  JobTitles() = default;

  // From a content file: `titles`, a list of titles under the word of each staff group.
  // CONTENT_NOT_FOUND, INVALID_CONTENT.
  static absl::StatusOr<JobTitles> Read(const std::string& path);

  // The group of the longest known title that stands in `title` as whole words, whatever the case
  // and the punctuation; kUnspecified if there is none. Of two that are as long the last one
  // counts: English puts what somebody is at the end.
  StaffGroup GroupOf(absl::string_view title) const;

 private:
  std::map<std::string, StaffGroup> groups_;  // by title, as Words() writes it
  size_t longest_ = 0;                        // in words
};

}  // namespace pcsp::registry
