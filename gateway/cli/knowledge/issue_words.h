// One issue of a knowledge base as people read it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "pcsp/diagnosis/v1/knowledge_base.pb.h"

namespace pcsp::cli {

// What it is, what good looks like, what settles it, what it may come from, what speaks for and
// against it, and what answers it. INVALID_FIELDS, field `issue`, where there is none of this id.
absl::StatusOr<std::string> IssueInWords(const diagnosis::v1::KnowledgeBase& kb,
                                         const std::string& issue);

}  // namespace pcsp::cli
