// Places as rows: what records.h asks of a noun.
#pragma once

#include "common/storage/records/records.h"
#include "services/planning/domain/place/place.h"

namespace pcsp::planning::training {

const sql::Table& TableOf(sql::Of<Place>);
Place FromCells(sql::Of<Place>, const sql::Cells& cells);
sql::Cells ToCells(const Place& place);

}  // namespace pcsp::planning::training
