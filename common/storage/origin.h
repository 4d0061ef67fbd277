// Which database this is, among all that may ever stand under one address.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/storage/sql.h"

namespace pcsp::sql {

// A text that another database does not have, nor this one after it was restored from a backup or
// set back to a point in time: its revisions are counted again from there, and what was kept under
// them elsewhere is not its own. SQLite: another one each time that a process opens it. Needs the
// schema of common/storage. Errors: those of Database::Read().
absl::StatusOr<std::string> OriginOf(Database& database);

}  // namespace pcsp::sql
