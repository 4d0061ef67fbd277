// PostgreSQL's COPY: many new rows without a plan, or an array of their text, for each statement.
#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "common/storage/batch.h"

namespace pcsp::sql {

// As InsertRows() without a suffix, on PostgreSQL alone; a row that exists is an error. Of 1,000
// rows it costs some two thirds of unnest(); of a few it costs more, by its two further messages.
size_t CopyRows(soci::session& session, absl::string_view table,
                const std::vector<BatchColumn>& columns);

}  // namespace pcsp::sql
