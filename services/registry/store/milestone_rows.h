// The table of milestones as rows, and the journey of a site as one piece of text.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/domain/journey/steps.h"
#include "services/registry/store/rows.h"

namespace pcsp::registry {

// All milestones of a site that count in the order in which they come, so that a funnel reads a row
// a site rather than ten. Kept beside the milestones by SqlWriter::Put().
struct JourneyRow {
  std::string programme;
  std::string organisation;
  Journey steps;
};

template <>
const Table& TableOf<Milestone>();
template <>
Milestone FromCells<Milestone>(const Cells& cells);

template <>
const Table& TableOf<JourneyRow>();
Cells ToCells(const JourneyRow& row);

// Twelve characters a step: the number of its state, 01 to 12, and its day, yyyy-mm-dd.
std::string JourneyText(const Journey& journey);
Journey JourneyFromText(absl::string_view text);

}  // namespace pcsp::registry
