// Solutions, adaptations, outcomes and stories of programmes as rows.
#pragma once

#include "common/storage/records/records.h"
#include "services/planning/domain/library/records.h"
#include "services/planning/domain/stories/site_story.h"

namespace pcsp::planning {

// By (programme, id).
const sql::Table& TableOf(sql::Of<OwnSolution>);
OwnSolution FromCells(sql::Of<OwnSolution>, const sql::Cells& cells);
sql::Cells ToCells(const OwnSolution& own);

// By (programme, organisation, id).
const sql::Table& TableOf(sql::Of<SiteAdaptation>);
SiteAdaptation FromCells(sql::Of<SiteAdaptation>, const sql::Cells& cells);
sql::Cells ToCells(const SiteAdaptation& one);

// By (programme, site, round, issue).
const sql::Table& TableOf(sql::Of<SiteOutcome>);
SiteOutcome FromCells(sql::Of<SiteOutcome>, const sql::Cells& cells);
sql::Cells ToCells(const SiteOutcome& one);

// By (programme, id).
const sql::Table& TableOf(sql::Of<SiteStory>);
SiteStory FromCells(sql::Of<SiteStory>, const sql::Cells& cells);
sql::Cells ToCells(const SiteStory& story);

// By (programme).
const sql::Table& TableOf(sql::Of<LibraryRevision>);
LibraryRevision FromCells(sql::Of<LibraryRevision>, const sql::Cells& cells);
sql::Cells ToCells(const LibraryRevision& revision);

}  // namespace pcsp::planning
