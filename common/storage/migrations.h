// Brings a database to the schema that this program was built with: numbered steps, each applied
// once, in order and recorded with a checksum.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/storage/schema_file.h"
#include "common/storage/sql.h"

namespace pcsp::sql {

// Applies what is missing, in one transaction under a lock, so that any number of processes may
// start at once. The tables that common/storage needs itself (request_log) come first. Refuses:
//   SCHEMA_EDITED   a step that was applied has other words now
//   SCHEMA_NEWER    the database has steps that this program does not know
absl::Status Migrate(Database& database, absl::Span<const SchemaFile> files, absl::Time now);

// Changes nothing. As Migrate(), and SCHEMA_BEHIND if a step is missing: for processes whose
// database is migrated by another one.
absl::Status CheckSchema(Database& database, absl::Span<const SchemaFile> files);

}  // namespace pcsp::sql
