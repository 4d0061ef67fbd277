// The examples of gateway/cli/offline/diagnosis/formats.md, and files made ready from text.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/cli/offline/diagnosis/site_reading.h"
#include "nlohmann/json.hpp"
#include "services/diagnosis/domain/engine/check.h"

namespace pcsp::offline::testing {

// The text of the example whose first line is `# name`, or that is of the language `name`.
std::string Example(const std::string& name);

// A knowledge base for a trial; it must be fit for one.
diagnosis::CheckedKnowledgeBase KnowledgeBaseFrom(const std::string& text);

absl::StatusOr<EvidenceFile> EvidenceFrom(const std::string& text);

// What the command prints, without draws.
absl::StatusOr<nlohmann::ordered_json> Diagnosed(const std::string& knowledge_base,
                                                 const std::string& evidence,
                                                 double discount = 0.5);

// The entry of `list` whose `key` is `value`; fails the test when there is none.
const nlohmann::ordered_json& Find(const nlohmann::ordered_json& list, const std::string& key,
                                   const std::string& value);

}  // namespace pcsp::offline::testing
