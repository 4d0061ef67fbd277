// What stands in the cells of a programme board, each with how many it is of, where it may lie and
// a sentence.
#pragma once

#include "gateway/flows/programme_board.h"

namespace pcsp::gateway {

// What a site or a group says on a construct.
v1::ConstructScore CellOf(const assessments::v1::ConstructResult& construct);

// A finding, as a site's line shows it.
v1::SiteFinding CellOf(const diagnosis::v1::Finding& finding);

// A line for each level that has sites: everybody together where that may be shown, and otherwise
// the mean of the sites that may.
void AddLevels(const BoardParts& parts, v1::ProgrammeBoard* board);

// Every issue that is likely or possible anywhere.
void AddIssues(const BoardParts& parts, v1::ProgrammeBoard* board);

}  // namespace pcsp::gateway
